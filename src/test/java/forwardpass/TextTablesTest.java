package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** CSV, LIBSVM and JSON as people's tools write them. */
class TextTablesTest extends MnistTables {
  private static final int FEW = 40;

  private static String line(int image, String separator, IntFunction<String> pixel) {
    return labels[image]
        + separator
        + IntStream.range(0, PIXELS)
            .mapToObj(i -> pixel.apply(pixels[image * PIXELS + i] & 0xff))
            .collect(Collectors.joining(separator));
  }

  private static List<String> lines(String separator, IntFunction<String> pixel) {
    List<String> lines = new ArrayList<>();
    for (int image = 0; image < FEW; image++) {
      lines.add(line(image, separator, pixel));
    }
    return lines;
  }

  private static String header(String separator) {
    return "label"
        + separator
        + IntStream.range(0, PIXELS)
            .mapToObj(i -> "pixel" + i)
            .collect(Collectors.joining(separator));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private static CommandRun assertScored(Object... args) {
    CommandRun run = CommandRun.of(args);
    int[] predictions = Golden.predictions();
    int right = 0;
    for (int i = 0; i < FEW; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().endsWith("; %d of %d right\n".formatted(right, FEW)), run.err());
    return run;
  }

  @Test
  void csvWithoutAHeaderHasTheLabelFirst() throws IOException {
    Path csv = write("a.csv", String.join("\n", lines(",", String::valueOf)));

    assertEquals(
        "Images: 1 CSV file; no header, values divided by 255; labels from the first column",
        assertScored("--images", csv).summary());
  }

  /** A mark of UTF-8, semicolons, Windows's ends of lines, commas and lines without anything. */
  @Test
  void csvOfSpreadsheetsIsScored() throws IOException {
    Path csv =
        write(
            "a.csv",
            "\ufeff\r\n"
                + header(";")
                + ";;\r\n"
                + lines(";", value -> value + ".0").stream()
                    .map(line -> line + ";;\r\n")
                    .collect(Collectors.joining())
                + "\r\n\r\n");

    assertEquals(
        "Images: 1 CSV file; separated by semicolons, values divided by 255; labels from column label",
        assertScored("--images", csv, "--format", "csv").summary());
  }

  @Test
  void textWhoseFirstThousandRecordsHaveNoneAbove1IsNotDivided() throws IOException {
    Path csv =
        write(
            "a.csv",
            header(",")
                + "\n"
                + String.join("\n", lines(",", value -> String.valueOf(value / 255f))));

    assertEquals(
        "Images: 1 CSV file; values as they are (none of the first 1,000 records has any above 1); labels from column label",
        assertScored("--images", csv).summary());
    assertEquals(
        "Images: 1 CSV file; values divided by 255; labels from column label",
        CommandRun.of("--images", csv, "--normalize").summary());
  }

  @Test
  void columnsWithoutANameAndOthersComeOut() throws IOException {
    List<String> lines = lines(",", String::valueOf);
    StringBuilder text = new StringBuilder("," + header(",") + ",\"the, name\"\n");
    for (int i = 0; i < FEW; i++) {
      text.append(i)
          .append(',')
          .append(lines.get(i))
          .append(",\"a, \"\"")
          .append(i)
          .append("\"\"\"\n");
    }
    Path output = dir.resolve("predictions");

    assertScored("--images", write("a.csv", text.toString()), "--output", output);

    List<Row> rows =
        SharedSpark.session().read().parquet(output.toString()).orderBy("index").collectAsList();
    assertEquals(
        List.of("_c0", "the, name", "file", "index", "label", "prediction", "probability"),
        List.of(rows.get(0).schema().fieldNames()));
    assertEquals("3", rows.get(3).getString(0));
    assertEquals("a, \"3\"", rows.get(3).getString(1));
    assertEquals(3L, rows.get(3).getLong(3));
  }

  @Test
  void aLineOfMoreOrFewerFieldsIsABadRecordWithItsLine() throws IOException {
    List<String> lines = lines(",", String::valueOf);
    Path csv =
        write(
            "a.csv",
            header(",") + "\n" + lines.get(0) + "\n\n" + lines.get(1) + ",9\n" + "7,1,2\n");

    CommandRun run = CommandRun.of("--images", csv, "--mode", "DROPMALFORMED");

    assertTrue(run.err().contains("; 2 of 3 records refused; 1 of 1 right"), run.err());
    CommandRun.of("--images", csv)
        .assertFailure(
            3,
            "Corrupt: record 1 of file:%s: line 4: expected 785 fields, found 786; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(csv));
  }

  @Test
  void textOfUtf16IsNamedAsThat() throws IOException {
    Path csv = dir.resolve("a.csv");
    Files.write(
        csv, ("\ufeff" + header(",") + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_16LE));

    CommandRun.of("--images", csv, "--format", "csv")
        .assertFailure(
            3,
            "Unsupported: file:%s: expected text in UTF-8, found UTF-16; save it as UTF-8"
                .formatted(csv));
  }

  private static String libsvm(int first, float divisor, String tail) {
    StringBuilder text = new StringBuilder();
    for (int image = 0; image < FEW; image++) {
      text.append(labels[image]);
      for (int i = 0; i < PIXELS; i++) {
        int pixel = pixels[image * PIXELS + i] & 0xff;
        if (pixel != 0) {
          text.append(' ')
              .append(i + first)
              .append(':')
              .append(divisor == 1 ? "" + pixel : "" + pixel / divisor);
        }
      }
      text.append(tail).append('\n');
    }
    return text.toString();
  }

  @Test
  void libsvmsIndicesBeginWhereTheFileSaysTheyDo() throws IOException {
    Path path =
        write(
            "a.libsvm",
            "# Generated by dump_svmlight_file from scikit-learn 1.2.1\n# Column indices are zero-based\n#\n# MNIST\n"
                + libsvm(0, 1, " # an image"));

    assertEquals(
        "Images: 1 LIBSVM file; indices from 0, values divided by 255; labels from the beginning of each line",
        assertScored("--images", path, "--format", "libsvm").summary());
  }

  @Test
  void libsvmsIndicesBeginWhereTheUserSaysTheyDo() throws IOException {
    Path path = write("a.libsvm", libsvm(0, 1, ""));

    assertEquals(
        "Images: 1 LIBSVM file; indices from 0, values divided by 255; labels from the beginning of each line",
        assertScored("--images", path, "--first-index", "0").summary());
    CommandRun.of("--images", path, "--first-index", "2")
        .assertFailure(2, "Invalid --first-index: expected 0 or 1, found 2");
  }

  @Test
  void scaledLibsvmIsNotDivided() throws IOException {
    assertEquals(
        "Images: 1 LIBSVM file; indices from 1 (--first-index decides), values as they are (none of the first 1,000 records has any above 1); labels from the beginning of each line",
        assertScored("--images", write("a.libsvm", libsvm(1, 255, ""))).summary());
  }

  @Test
  void filesOfLibsvmThatBeginTheirIndicesElsewhereAreRefused() throws IOException {
    Files.createDirectory(dir.resolve("in"));
    write("in/a.libsvm", libsvm(1, 1, ""));
    Path other = write("in/b.libsvm", "# Column indices are zero-based\n" + libsvm(0, 1, ""));

    CommandRun.of("--images", dir.resolve("in"), "--format", "libsvm")
        .assertFailure(
            3,
            "Unsupported: file:%s: expected indices from 1, as in the first file, found a comment that says that they begin at 0; give --first-index 0 or 1"
                .formatted(other));
  }

  @Test
  void jsonIsReadWhereverItsLinesEnd() throws IOException {
    List<String> records = new ArrayList<>();
    for (int image = 0; image < FEW; image++) {
      records.add(
          "{\n  \"label\": %d,\n  \"image\": [%s]\n}"
              .formatted(labels[image], line(image, ",", String::valueOf).split(",", 2)[1]));
    }

    Path array = write("a.json", "[" + String.join(",\n", records) + "]");
    Path lines =
        write(
            "b.json",
            records.stream()
                .map(record -> record.replace("\n", ""))
                .collect(Collectors.joining("\n")));
    Path several = write("c.json", String.join("\n", records));

    assertScored("--images", array);
    assertScored("--images", lines);
    CommandRun.of("--images", several)
        .assertFailure(
            3,
            "Unsupported: %s: expected JSON with a record in each line, or an array of records, found a record that goes on after its first line; write each record in one line"
                .formatted(several));
  }
}
