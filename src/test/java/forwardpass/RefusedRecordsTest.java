package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Which records --refused names, of each kind of input. */
class RefusedRecordsTest extends RefusedTables {
  private static final String NO_CLASS = "expected as label a class from 0 to 9, found ";

  private CommandRun scoreOther(Path input, Object... more) {
    List<Object> all = new ArrayList<>(List.of("--images", input, "--refused", refused));
    all.addAll(List.of("--mode", "DROPMALFORMED"));
    all.addAll(List.of(more));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return run;
  }

  @Test
  void imagesOfIdxWhoseLabelIsNoClass() throws IOException {
    CommandRun run = score();

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("; 1 of 20 records refused; "), run.err());
    assertEquals(List.of(RowFactory.create("file:" + images, (long) BAD, NO_CLASS + "12")), rows());
    assertComplete(refused);
    assertEquals(List.of("refused"), names(refused.getParent()));
  }

  @Test
  void imageFilesThatAreDamaged() throws IOException {
    Path digit = Files.createDirectories(dir.resolve("digits/7"));
    Files.write(digit.resolve("a.png"), png(0));
    Files.write(digit.resolve("b.png"), Arrays.copyOf(png(1), 60));
    Files.createFile(digit.resolve("c.png"));

    scoreOther(dir.resolve("digits"));

    List<Row> rows = rows();
    assertEquals(
        List.of("file:" + digit.resolve("b.png") + " 0", "file:" + digit.resolve("c.png") + " 0"),
        rows.stream().map(row -> row.getString(0) + " " + row.getLong(1)).toList());
    assertEquals("expected an image, found an empty file", rows.get(1).getString(2));
    assertComplete(refused);
  }

  @Test
  void rowsOfATableWithTheReasonsThatTheOutputHas() throws IOException {
    StructType schema =
        new StructType()
            .add("label", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType());
    Path table =
        table(
            schema,
            List.of(
                RowFactory.create("7", Vectors.dense(scaled(0))),
                RowFactory.create("2", null),
                RowFactory.create("1", Vectors.dense(1, 2, 3)),
                RowFactory.create("ten", Vectors.dense(scaled(3)))),
            "parquet");
    Path output = dir.resolve("predictions");

    CommandRun.of(
            "--images", table, "--mode", "PERMISSIVE", "--output", output, "--refused", refused)
        .assertAccuracy("1.0");

    List<Row> rows = rows();
    assertEquals(
        List.of(
            RowFactory.create(1L, "expected an image, found null"),
            RowFactory.create(2L, "expected 784 values, found 3"),
            RowFactory.create(
                3L,
                NO_CLASS
                    + "ten; where these are no labels, give --label-column or --label-from none")),
        rows.stream().map(row -> RowFactory.create(row.get(1), row.get(2))).toList());
    assertEquals(
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .where("_corrupt_record is not null")
            .orderBy("index")
            .select("file", "index", "_corrupt_record")
            .collectAsList(),
        rows);
    assertComplete(refused);
  }

  @Test
  void samplesOfShards() throws IOException {
    Path shard = dir.resolve("a.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(shard))) {
      TarShards.add(tar, "a.png", png(0));
      TarShards.add(tar, "a.cls", TarShards.text("cat"));
      TarShards.add(tar, "b.png", png(1));
      TarShards.add(tar, "c.png", "no image".getBytes(StandardCharsets.US_ASCII));
    }

    scoreOther(shard);

    List<Row> rows = rows();
    assertEquals(List.of(0L, 2L), rows.stream().map(row -> row.<Long>getAs("index")).toList());
    assertEquals(
        RowFactory.create(
            "file:" + shard,
            0L,
            NO_CLASS + "cat; where these are no labels, give --label-column or --label-from none"),
        rows.get(0));
  }

  /** The report names the first hundred of each reason only. */
  @Test
  void allOfThemHoweverMany() throws IOException {
    int nulls = 250;
    List<Row> records = new ArrayList<>();
    for (int i = 0; i < nulls; i++) {
      records.add(RowFactory.create((Object) null));
    }
    records.add(RowFactory.create((Object) bytes(0)));
    Path table = table(new StructType().add("image", DataTypes.BinaryType), records, "parquet");

    scoreOther(table, "--report", dir.resolve("report"));

    List<Row> rows = rows();
    assertEquals(nulls, rows.size());
    for (int i = 0; i < nulls; i++) {
      assertEquals(
          RowFactory.create(rows.get(0).getString(0), (long) i, "expected an image, found null"),
          rows.get(i));
    }
    assertEquals(
        100,
        new ObjectMapper()
            .readTree(dir.resolve("report/report.json").toFile())
            .get("refused_records")
            .size());
  }

  @Test
  void noneOfWhatIsAllGood() throws IOException {
    CommandRun.of("--images", images, "--mode", "PERMISSIVE", "--refused", refused);

    assertEquals(List.of(), rows());
    assertEquals(
        new StructType()
            .add("file", DataTypes.StringType)
            .add("index", DataTypes.LongType)
            .add("reason", DataTypes.StringType),
        SharedSpark.session().read().parquet(refused.toString()).schema());
    assertComplete(refused);
  }

  @Test
  void inTheFormatOfTheOutput() throws IOException {
    score("--output-format", "csv", "--output-option", "sep=;");

    Path file;
    try (var files = Files.newDirectoryStream(refused, "part-*.csv")) {
      file = files.iterator().next();
    }
    assertEquals(
        List.of("file;index;reason", "file:%s;%d;%s12".formatted(images, BAD, NO_CLASS)),
        Files.readAllLines(file));
  }

  @Test
  void whereTooManyAreRefusedTheyAreNamedTheMore() {
    CommandRun run = score("--max-refused", "0.01");

    assertEquals(6, run.status());
    assertEquals(1, rows().size());
  }
}
