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
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What becomes of records that cannot be scored, by --mode. */
class TableBadRecordsTest extends MnistTables {
  /** Bad records follow the mode as those of any other format do. */
  @Test
  void aLineOfLibsvmThatIsWrongIsABadRecord() throws IOException {
    Path path =
        Files.writeString(
            dir.resolve("images.libsvm"),
            "# places and values\n7 1:255\n\t\n7 2:1 785:1\n7 0:1\n7 5:1 5:2\n7 one\n7 3:inf\nseven 1:1\n7\n");
    Path output = dir.resolve("predictions");

    CommandRun run = CommandRun.of("--images", path, "--mode", "PERMISSIVE", "--output", output);

    assertTrue(run.err().contains("; 6 of 8 records refused; "), run.err());
    assertEquals(
        java.util.Arrays.asList(
            null,
            "expected indices from 1 to 784 in ascending order, found 785 after 2",
            "expected indices from 1 to 784, found 0",
            "expected indices from 1 to 784 in ascending order, found 5 after 5",
            "expected INDEX:VALUE, found one",
            "expected INDEX:VALUE, found 3:inf",
            "expected as label a class from 0 to 9, found seven; where these are no labels, give --label-column or --label-from none",
            null),
        reasons(output));
    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Corrupt: record 1 of file:%s: expected indices from 1 to 784 in ascending order, found 785 after 2; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(path));
  }

  @Test
  void anIndexOfZeroIsNotCalledCorrupt() throws IOException {
    Path path = Files.writeString(dir.resolve("images.libsvm"), "7 0:1\n");

    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Unsupported: record 0 of file:%s: expected indices from 1 to 784, found 0; where they begin at 0, give --first-index 0, or leave such records out with --mode DROPMALFORMED"
                .formatted(path));
  }

  /** Spark's readers of files leave out those of no bytes. */
  @Test
  void imageFilesOfNoBytesAreBadRecords() throws IOException {
    Path digit = Files.createDirectories(dir.resolve("digits").resolve("" + labels[0]));
    Files.write(digit.resolve("a.png"), png(0));
    Path empty = Files.createFile(digit.resolve("b c.png"));
    Files.createFile(digit.resolve("_SUCCESS"));

    CommandRun run = CommandRun.of("--images", dir.resolve("digits"), "--mode", "DROPMALFORMED");

    assertTrue(run.err().contains("; 1 of 2 records refused; 1 of 1 right"), run.err());
    CommandRun.of("--images", dir.resolve("digits"))
        .assertFailure(
            3,
            "Truncated: record 0 of file:%s: expected an image, found an empty file; copy it again, or leave such records out with --mode DROPMALFORMED"
                .formatted(empty));
  }

  @Test
  void aLineThatIsNoJsonIsABadRecord() throws IOException {
    Path table = table(Stored.ARRAY_OF_FLOATS, "json");
    Path file;
    try (var files = Files.newDirectoryStream(table, "*.json")) {
      file = files.iterator().next();
    }
    Files.writeString(file, "{no json\n", java.nio.file.StandardOpenOption.APPEND);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Corrupt: record 200 of file:%s: expected a record of json, found another; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(file));
  }

  /** Of five records the second has no image, the third too few values, the fourth no class. */
  private Path damaged() {
    StructType schema =
        new StructType()
            .add("label", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType());
    List<Row> rows =
        List.of(
            RowFactory.create("7", Vectors.dense(scaled(0))),
            RowFactory.create("2", null),
            RowFactory.create("1", Vectors.dense(1, 2, 3)),
            RowFactory.create("ten", Vectors.dense(scaled(3))),
            RowFactory.create(null, Vectors.dense(scaled(4))));
    return table(schema, rows, "parquet");
  }

  @Test
  void aBadRecordEndsTheJobWithItsName() throws IOException {
    Path path = damaged();

    CommandRun run = CommandRun.of("--images", path);

    Path file;
    try (var files = Files.newDirectoryStream(path, "*.parquet")) {
      file = files.iterator().next();
    }
    run.assertFailure(
        3,
        "Corrupt: record 1 of file:%s: expected an image, found null; correct it, or leave such records out with --mode DROPMALFORMED"
            .formatted(file));
  }

  @Test
  void badRecordsMayBeLeftOutAndCounted() {
    Path output = dir.resolve("predictions");

    CommandRun run =
        CommandRun.of("--images", damaged(), "--mode", "DROPMALFORMED", "--output", output);

    run.assertAccuracy("1.0");
    assertTrue(run.err().startsWith("Scored 2 images"), run.err());
    assertTrue(
        run.err().endsWith("; 3 of 5 records refused; 1 of 1 right, 1 without a label\n"),
        run.err());
    assertEquals(2, SharedSpark.session().read().parquet(output.toString()).count());
  }

  @Test
  void moreRefusedThanAllowedIsAFailureOfQuality() {
    Path table = damaged();

    CommandRun within =
        CommandRun.of("--images", table, "--mode", "DROPMALFORMED", "--max-refused", "0.6");
    CommandRun beyond =
        CommandRun.of("--images", table, "--mode", "DROPMALFORMED", "--max-refused", "0.59");

    assertEquals(0, within.status(), within.err());
    assertEquals(6, beyond.status(), beyond.err());
    assertTrue(
        beyond
            .err()
            .endsWith(
                "More records refused than --max-refused: expected at most 0.59 of them, found 3 of 5\n"),
        beyond.err());
    CommandRun.of("--max-refused", "1.5")
        .assertFailure(2, "Invalid --max-refused: expected a number from 0 to 1, found 1.5");
  }

  @Test
  void badRecordsMayBeKeptWithTheReason() {
    Path output = dir.resolve("predictions");

    CommandRun.of("--images", damaged(), "--mode", "PERMISSIVE", "--output", output)
        .assertAccuracy("1.0");

    assertEquals(
        List.of(
            RowFactory.create(0L, 7, 7, null),
            RowFactory.create(1L, null, null, "expected an image, found null"),
            RowFactory.create(2L, null, null, "expected 784 values, found 3"),
            RowFactory.create(
                3L,
                null,
                null,
                "expected as label a class from 0 to 9, found ten; where these are no labels, give --label-column or --label-from none"),
            RowFactory.create(4L, null, 4, null)),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("index", "label", "prediction", "_corrupt_record")
            .orderBy("index")
            .collectAsList());
  }

  /** Whole numbers from -1 to a million without a point, others as Spark has them; null is none. */
  @Test
  void numbersThatAreNoClassAreNamedAsTheyAreWritten() {
    StructType schema =
        new StructType().add("label", DataTypes.DoubleType).add("image", DataTypes.BinaryType);
    Double[] written = {12.0, -2.0, 2.5, 2e6, Double.NaN, null, 7.0};
    List<Row> rows = new ArrayList<>();
    for (Double label : written) {
      rows.add(RowFactory.create(label, bytes(0)));
    }
    Path output = dir.resolve("labels");

    CommandRun run =
        CommandRun.of(
            "--images", table(schema, rows, "parquet"), "--mode", "PERMISSIVE", "--output", output);

    assertTrue(
        run.err().endsWith("; 5 of 7 records refused; 1 of 1 right, 1 without a label\n"),
        run.err());
    assertEquals(
        List.of("12", "-2.0", "2.5", "2000000.0", "NaN"),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .where("_corrupt_record is not null")
            .orderBy("index")
            .selectExpr("regexp_extract(_corrupt_record, 'found ([^;]*)', 1)")
            .as(Encoders.STRING())
            .collectAsList());
  }

  @Test
  void aLineOfCsvWithoutANumberIsABadRecord() throws IOException {
    Path path = kaggle(false);
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    lines.set(3, lines.get(3).replaceFirst(",0,", ",x,")); // the first pixel
    Files.write(path, lines);

    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Corrupt: record 2 of file:%s: expected a number as pixel0, found x; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(path));
  }
}
