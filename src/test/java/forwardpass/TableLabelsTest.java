package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Labels of tables and of image files, as people's dumps have them. */
class TableLabelsTest extends MnistTables {
  private static final int COUNT = 10;

  private final int[] predictions = Golden.predictions();

  private Path withLabels(StructType schema, String... values) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(RowFactory.create(bytes(i), values[i]));
    }
    return table(schema, rows, "parquet");
  }

  private static StructType strings(String name) {
    return new StructType().add("image", DataTypes.BinaryType).add(name, DataTypes.StringType);
  }

  @Test
  void numbersWrittenAsTextAreReadAndThoseThatAreNoneHaveNoLabel() {
    String[] values = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = i == 3 ? null : i == 4 ? "-1" : " " + predictions[i] + ".0";
    }
    Path output = dir.resolve("out");

    CommandRun run =
        CommandRun.of("--images", withLabels(strings("Class"), values), "--output", output);

    run.assertAccuracy("1.0");
    assertTrue(run.err().endsWith("; 8 of 8 right, 2 without a label\n"), run.err());
    assertTrue(run.summary().endsWith("; labels from column Class"), run.summary());
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(
          RowFactory.create(i == 3 || i == 4 ? null : (Integer) predictions[i], predictions[i]));
    }
    assertEquals(expected, written(output));
  }

  /** Java takes 7f for a number. */
  @Test
  void namesOfClassesAreBadRecords() {
    CommandRun run =
        CommandRun.of("--images", withLabels(strings("label"), "7f"), "--mode", "FAILFAST");

    assertEquals(3, run.status());
    assertTrue(
        run.err()
            .contains(
                "expected as label a class from 0 to 9, found 7f; where these are no labels, give --label-column or --label-from none; correct it"),
        run.err());
  }

  @Test
  void whereLabelsAreTurnedOffTheirColumnIsOneOfTheRowsOwn() {
    Path output = dir.resolve("out");

    CommandRun run =
        CommandRun.of(
            "--images",
            withLabels(strings("label"), "seven"),
            "--label-from",
            "none",
            "--output",
            output);

    assertEquals(0, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(
        List.of(RowFactory.create("seven", null)),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("input_label", "label")
            .collectAsList());
  }

  @Test
  void labelsOfATableThatBeginElsewhereNameTheClassesFromThereOn() {
    String[] values = new String[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = String.valueOf(predictions[i] + 5);
    }
    Path table = withLabels(strings("target"), values);
    Path output = dir.resolve("out");

    CommandRun.of("--images", table, "--first-class", 5, "--output", output).assertAccuracy("1.0");

    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(RowFactory.create(predictions[i] + 5, predictions[i] + 5));
    }
    assertEquals(expected, written(output));
  }

  @Test
  void directoriesOfPartitionsLabelTablesAndImageFiles() throws IOException {
    StructType schema =
        new StructType().add("image", DataTypes.BinaryType).add("Label", DataTypes.IntegerType);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      rows.add(RowFactory.create(bytes(i), predictions[i]));
      Path digit = Files.createDirectories(dir.resolve("digits/Label=" + predictions[i]));
      Files.write(digit.resolve(i + ".png"), png(i));
    }
    Path table = dir.resolve("table");
    SharedSpark.session()
        .createDataFrame(rows, schema)
        .write()
        .partitionBy("Label")
        .parquet(table.toString());

    CommandRun ofTable = CommandRun.of("--images", table);
    CommandRun ofFiles = CommandRun.of("--images", dir.resolve("digits"));

    ofTable.assertAccuracy("1.0");
    assertTrue(ofTable.summary().endsWith("; labels from column Label"), ofTable.summary());
    ofFiles.assertAccuracy("1.0");
    assertTrue(
        ofFiles.summary().endsWith("; labels from the names of directories"), ofFiles.summary());
  }

  @Test
  void directoriesOfWhichOneIsNoClassAreNoLabelsUnlessTheyAreAskedFor() throws IOException {
    Path digits = dir.resolve("digits");
    Files.write(Files.createDirectories(digits.resolve("7")).resolve("a.png"), png(0));
    Files.write(Files.createDirectories(digits.resolve("10")).resolve("b.png"), png(1));

    CommandRun run = CommandRun.of("--images", digits);
    CommandRun asked = CommandRun.of("--images", digits, "--label-from", "directory");

    assertEquals(0, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(
        run.summary()
            .endsWith(
                "; no labels: the name of directory file:%s/10 is not a class from 0 to 9"
                    .formatted(digits)),
        run.summary());
    asked.assertFailure(
        3,
        "Unsupported: file:%s/10: expected the name of a directory to be a class from 0 to 9, as such a number is written, found 10; rename it, leave it out with --exclude, or give --label-from none"
            .formatted(digits));
  }

  @Test
  void optionsThatSayTwoThingsOfLabelsAreRefused() {
    CommandRun.of("--images", "x", "--labels", "y", "--label-from", "none")
        .assertFailure(
            2, "--labels and --label-from do not go together: each says where labels come from");
    CommandRun.of("--images", "x", "--label-column", "y", "--label-from", "directory")
        .assertFailure(
            2,
            "--label-column and --label-from do not go together: each says where labels come from");
    CommandRun.of("--label-from", "columns")
        .assertFailure(2, "Invalid --label-from: expected directory or none, found columns");
    CommandRun.of("--label-from", "directory")
        .assertFailure(2, "--label-from directory is for image files, found images of format idx");
    CommandRun.of("--label-column", "y")
        .assertFailure(2, "--label-column is for tables and CSV, found images of format idx");
    CommandRun.of("--first-class", "-1")
        .assertFailure(2, "Invalid --first-class: expected a whole number from 0, found -1");
    CommandRun.of("--first-class", "2147483640")
        .assertFailure(
            2,
            "Invalid --first-class: expected at most 2147483637 for 10 classes, found 2147483640");
  }

  private static List<Row> written(Path output) {
    return SharedSpark.session()
        .read()
        .parquet(output.toString())
        .orderBy("index")
        .select("label", "prediction")
        .collectAsList();
  }
}
