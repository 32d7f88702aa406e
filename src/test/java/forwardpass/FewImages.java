package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables of a few images, all of which are scored. */
abstract class FewImages extends MnistTables {
  static final int FEW = 40;

  Path table(String column, DataType type, IntFunction<Object> image) {
    StructType schema = new StructType().add("label", DataTypes.IntegerType).add(column, type);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < FEW; i++) {
      rows.add(RowFactory.create((int) labels[i], image.apply(i)));
    }
    return table(schema, rows, "parquet");
  }

  private static int right() {
    int[] predictions = Golden.predictions();
    int right = 0;
    for (int i = 0; i < FEW; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    return right;
  }

  static CommandRun assertScored(Object... args) {
    CommandRun run = CommandRun.of(args);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().endsWith("; %d of %d right\n".formatted(right(), FEW)), run.err());
    return run;
  }

  static int pixel(int image, int i) {
    return pixels[image * PIXELS + i] & 0xff;
  }
}
