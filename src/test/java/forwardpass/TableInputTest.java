package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same images in every format give what NumPy gives for them. */
class TableInputTest extends MnistTables {
  private static void assertAllScored(CommandRun run) {
    run.assertAccuracy(
        java.math.BigDecimal.valueOf((double) correct / IMAGES)
            .stripTrailingZeros()
            .toPlainString());
    assertTrue(run.err().endsWith("; %d of %d right\n".formatted(correct, IMAGES)), run.err());
  }

  @ParameterizedTest
  @EnumSource
  void parquetOfEveryKindOfColumnIsScored(Stored stored) {
    assertAllScored(CommandRun.of("--images", table(stored, "parquet")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orc", "json"})
  void anyFormatOfSparksIsScored(String format) {
    assertAllScored(CommandRun.of("--images", table(Stored.ARRAY_OF_DOUBLES, format)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void columnsOfTheRowsStandBesidePredictionsWhateverTheBatchSize(int batchSize) {
    Path output = dir.resolve("predictions");

    assertAllScored(
        CommandRun.of(
            "--images", table(Stored.BYTES, "parquet"),
            "--output", output,
            "--batch-size", batchSize));

    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(
        "id STRING,file STRING,index BIGINT,label INT,prediction INT,probability FLOAT",
        rows.schema().toDDL());
    List<Row> expected = new ArrayList<>();
    int[] predictions = Golden.predictions();
    for (int i = 0; i < IMAGES; i++) {
      expected.add(RowFactory.create("id" + i, (long) i, (int) labels[i], predictions[i]));
    }
    assertEquals(
        expected,
        rows.select("id", "index", "label", "prediction").orderBy("index").collectAsList());
  }

  @Test
  void directoriesOfImageFilesAreLabelledByTheirNames() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Path digit = Files.createDirectories(dir.resolve("digits").resolve("" + labels[i]));
      Files.write(digit.resolve(i + ".png"), png(i));
    }

    assertAllScored(CommandRun.of("--images", dir.resolve("digits")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kagglesCsvIsScored(boolean isGzip) throws IOException {
    assertAllScored(CommandRun.of("--images", kaggle(isGzip)));
  }

  @Test
  void libsvmIsScored() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int image = 0; image < IMAGES; image++) {
      text.append(labels[image]);
      for (int i = 0; i < PIXELS; i++) {
        if (pixels[image * PIXELS + i] != 0) {
          text.append(' ').append(i + 1).append(':').append(pixels[image * PIXELS + i] & 0xff);
        }
      }
      text.append('\n');
    }
    Path path = Files.writeString(dir.resolve("images.libsvm"), text);

    assertAllScored(CommandRun.of("--images", path));
  }

  /** A sink takes columns that differ in capitals for the same. */
  @Test
  void columnsThatWouldBeTakenForOursHaveOtherNames() {
    StructType schema =
        new StructType()
            .add("Index", DataTypes.IntegerType)
            .add("file", DataTypes.StringType)
            .add("input_file", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType());
    Path table =
        table(schema, List.of(RowFactory.create(5, "a", "b", Vectors.dense(scaled(0)))), "parquet");
    Path output = dir.resolve("predictions");

    CommandRun run = CommandRun.of("--images", table, "--output", output);

    assertEquals(0, run.status(), run.err());
    assertEquals(
        "input_Index INT,input_input_file STRING,input_file STRING,file STRING,index BIGINT,label INT,prediction INT,probability FLOAT",
        SharedSpark.session().read().parquet(output.toString()).schema().toDDL());
  }

  @Test
  void predictionsArePartitionedByAColumn() {
    Path output = dir.resolve("predictions");

    assertAllScored(
        CommandRun.of(
            "--images", table(Stored.BYTES, "parquet"),
            "--output", output,
            "--output-format", "csv",
            "--output-option", "delimiter=;",
            "--partition-by", "prediction"));

    assertTrue(Files.isDirectory(output.resolve("prediction=7")));
    assertEquals(
        IMAGES,
        SharedSpark.session()
            .read()
            .option("header", "true")
            .option("delimiter", ";")
            .csv(output.toString())
            .where("id is not null and label is not null and prediction between 0 and 9")
            .count());
  }
}
