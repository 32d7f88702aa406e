package forwardpass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that have two columns whose names differ in capitals alone. */
class TwinColumnsTest extends MnistTables {
  private Path twins(String format) {
    StructType schema =
        new StructType()
            .add("image", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("Label", DataTypes.IntegerType)
            .add("label", DataTypes.IntegerType);
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
    Path path = dir.resolve("twins." + format);
    session
        .createDataFrame(List.of(RowFactory.create(Stored.ARRAY_OF_DOUBLES.of(0), 2, 7)), schema)
        .write()
        .format(format)
        .save(path.toString());
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json", "orc"})
  void areRefused(String format) {
    Path table = twins(format);

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Unsupported: %s: expected columns whose names differ in more than capitals, found label twice; rename one of them"
                .formatted(table));
  }

  @Test
  void areRefusedInTheHeaderOfCsvToo() throws IOException {
    StringBuilder text = new StringBuilder("label,Label");
    for (int i = 0; i < PIXELS; i++) {
      text.append(",pixel").append(i);
    }
    text.append("\n7,2").append(",0".repeat(PIXELS)).append('\n');
    Path csv = Files.writeString(dir.resolve("twins.csv"), text);

    CommandRun.of("--images", csv)
        .assertFailure(
            3,
            "Unsupported: %s: expected a header that has each name once, found Label twice; rename one of them"
                .formatted(csv));
  }
}
