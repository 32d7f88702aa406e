package forwardpass.source.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import forwardpass.SharedSpark;
import forwardpass.source.ImageBatch;
import forwardpass.source.InternalRows;
import forwardpass.source.Refusal;
import forwardpass.source.ScannedRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images of bytes, of numbers and of vectors are those that are in the file, however Spark's scan
 * keeps them.
 */
class FeaturesOfScansTest {
  private static final int ROWS = 2_000;
  private static final int WIDTH = 3;

  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session().newSession();

  /** What is copied of each row, or why nothing is. */
  private List<String> copied(FeaturesReader features, String column) {
    return InternalRows.of(
            spark.read().parquet(dir.resolve("table").toString()).select(col("id"), col(column)))
        .mapPartitions(
            rows -> {
              List<String> images = new ArrayList<>();
              while (rows.hasNext()) {
                images.add(copied(features, rows.next()));
              }
              return images.iterator();
            })
        .collect();
  }

  private static String copied(FeaturesReader features, InternalRow row) {
    assertInstanceOf(ScannedRow.class, row);
    ImageBatch batch = new ImageBatch(1, WIDTH);
    batch.clear(features.areBytes());
    Optional<Refusal> refusal = features.copy(row, 1, batch);
    String what =
        refusal.isPresent()
            ? refusal.get().reason()
            : features.areBytes()
                ? Arrays.toString(Arrays.copyOf(batch.bytes(), WIDTH))
                : Arrays.toString(Arrays.copyOf(batch.values(), WIDTH));
    return row.getLong(0) + ": " + what;
  }

  private void write(boolean isDictionary, boolean isOffHeap) {
    spark.conf().set("spark.sql.columnVector.offheap.enabled", String.valueOf(isOffHeap));
    spark
        .range(0, ROWS, 1, 1)
        .select(
            col("id"),
            expr("case when id % 11 = 0 then null when id % 7 = 0 then array(id)"
                    + " when id % 5 = 0 then array(id, null, 1)"
                    + " else array(id % 4, 0.5, -id % 3) end")
                .cast("array<float>")
                .as("floats"),
            expr("case when id % 11 = 0 then null when id % 7 = 0 then array(id)"
                    + " when id % 5 = 0 then array(id, null, 1)"
                    + " else array(id % 4, 0.5, -id % 3) end")
                .cast("array<double>")
                .as("doubles"),
            expr("case when id % 11 = 0 then null when id % 7 = 0 then 'a'"
                    + " else concat(chr(65 + id % 4), 'yz') end")
                .cast("binary")
                .as("bytes"))
        .write()
        .option("parquet.enable.dictionary", String.valueOf(isDictionary))
        .parquet(dir.resolve("table").toString());
  }

  private static String floats(long id) {
    if (id % 11 == 0) {
      return "expected an image, found null";
    }
    if (id % 7 == 0) {
      return "expected 3 values, found 1";
    }
    if (id % 5 == 0) {
      return "expected a number, found none as value 1";
    }
    return Arrays.toString(new float[] {id % 4, 0.5f, -id % 3 + 0f});
  }

  private static String bytes(long id) {
    if (id % 11 == 0) {
      return "expected an image, found null";
    }
    return id % 7 == 0
        ? "expected 3 values, found 1"
        : Arrays.toString(new byte[] {(byte) (65 + id % 4), 'y', 'z'});
  }

  @ParameterizedTest
  @CsvSource({
    "floats, true, false",
    "floats, false, false",
    "floats, true, true",
    "floats, false, true",
    "doubles, true, false",
    "doubles, false, false",
    "doubles, true, true",
    "doubles, false, true"
  })
  void arraysOfNumbers(String column, boolean isDictionary, boolean isOffHeap) {
    write(isDictionary, isOffHeap);

    var type = column.equals("floats") ? DataTypes.FloatType : DataTypes.DoubleType;
    var features = new NumberFeatures(WIDTH, new ArrayType(type, true), false);

    assertEquals(
        spark.range(ROWS).collectAsList().stream().map(id -> id + ": " + floats(id)).toList(),
        copied(features, column));
  }

  /** As the floats are, but sparse where these have a null. */
  private static Vector vector(int id) {
    if (id % 11 == 0) {
      return null;
    }
    if (id % 7 == 0) {
      return Vectors.dense(id);
    }
    return id % 5 == 0
        ? Vectors.sparse(WIDTH, new int[] {2}, new double[] {id})
        : Vectors.dense(id % 4, 0.5, -id % 3);
  }

  private static String vectors(long id) {
    return id % 11 != 0 && id % 7 != 0 && id % 5 == 0
        ? Arrays.toString(new float[] {0, 0, id})
        : floats(id);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void vectorsDenseAndSparse(boolean isDictionary, boolean isOffHeap) {
    spark.conf().set("spark.sql.columnVector.offheap.enabled", String.valueOf(isOffHeap));
    spark
        .createDataFrame(
            IntStream.range(0, ROWS)
                .mapToObj(id -> RowFactory.create((long) id, vector(id)))
                .toList(),
            new StructType()
                .add("id", DataTypes.LongType)
                .add("vectors", SQLDataTypes.VectorType()))
        .coalesce(1)
        .write()
        .option("parquet.enable.dictionary", String.valueOf(isDictionary))
        .parquet(dir.resolve("table").toString());

    assertEquals(
        LongStream.range(0, ROWS).mapToObj(id -> id + ": " + vectors(id)).toList(),
        copied(new VectorFeatures(WIDTH), "vectors"));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void columnsOfBytes(boolean isDictionary, boolean isOffHeap) {
    write(isDictionary, isOffHeap);

    assertEquals(
        spark.range(ROWS).collectAsList().stream().map(id -> id + ": " + bytes(id)).toList(),
        copied(new ByteFeatures(WIDTH), "bytes"));
  }
}
