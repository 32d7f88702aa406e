package forwardpass;

import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels as people's files have them: which class they mean, or that there is none. */
class IdxLabelsTest extends MnistTables {
  private static final int COUNT = 20;

  private int[] predictions;
  private Path images;

  @BeforeEach
  void writeImages() {
    predictions = Golden.predictions();
    images =
        write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x08, new int[] {COUNT, 28, 28}, out -> out.write(pixels, 0, COUNT * PIXELS)));
  }

  /** QMNIST's: class, series, writer, and so on. */
  @Test
  void ofRowsOfEightNumbersTheFirstIsTheClass() {
    Path rows =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                0x0C,
                new int[] {COUNT, 8},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    out.writeInt(predictions[i]);
                    for (int k = 1; k < 8; k++) {
                      out.writeInt(1000 + 10 * i + k);
                    }
                  }
                }));

    CommandRun run = CommandRun.of("--images", images, "--labels", rows, "--batch-size", 7);

    run.assertAccuracy("1.0");
    assertEquals(
        "Images: 20 in 1 IDX file; pixels divided by 255; labels from %s, the first of 8 numbers each"
            .formatted(rows),
        run.summary());
  }

  @ParameterizedTest
  @CsvSource({"0x09", "0x0B", "0x0C"})
  void aLabelOfMinusOneIsNone(String type) throws IOException {
    int code = Integer.decode(type);
    Path signed =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                code,
                new int[] {COUNT},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    int label = i % 4 == 0 ? -1 : predictions[i];
                    switch (code) {
                      case 0x09 -> out.writeByte(label);
                      case 0x0B -> out.writeShort(label);
                      default -> out.writeInt(label);
                    }
                  }
                }));
    Path output = dir.resolve("out");
    Path report = dir.resolve("report");

    CommandRun run =
        CommandRun.of(
            "--images", images, "--labels", signed, "--output", output, "--report", report);

    run.assertAccuracy("1.0");
    assertTrue(run.err().endsWith("; 15 of 15 right, 5 without a label\n"), run.err());
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(RowFactory.create(i % 4 == 0 ? null : (Integer) predictions[i], predictions[i]));
    }
    assertEquals(expected, written(output));
    JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertEquals(15, json.at("/metrics/count").asInt());
    assertEquals(15, json.at("/files/0/labelled").asInt());
    assertEquals(20, json.at("/files/0/scored").asInt());
  }

  @Test
  void imagesOfNoLabelHaveNoAccuracy() {
    Path none =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                0x09,
                new int[] {COUNT},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    out.writeByte(-1);
                  }
                }));

    CommandRun run = CommandRun.of("--images", images, "--labels", none);

    assertEquals(0, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().endsWith("; no labels\n"), run.err());
  }

  @Test
  void labelsThatBeginElsewhereNameTheClassesFromThereOn() throws IOException {
    Path letters =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                0x08,
                new int[] {COUNT},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    out.writeByte(i == 0 ? 1 : predictions[i] + 1);
                  }
                }));
    Path output = dir.resolve("out");
    Path report = dir.resolve("report");

    CommandRun.of(
            "--images", images,
            "--labels", letters,
            "--first-class", 1,
            "--output", output,
            "--report", report)
        .assertAccuracy("0.95"); // the first is a 7

    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(RowFactory.create(i == 0 ? 1 : predictions[i] + 1, predictions[i] + 1));
    }
    assertEquals(expected, written(output));
    JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertEquals(1, json.at("/metrics/per_class/0/class").asInt());
    assertEquals(10, json.at("/metrics/per_class/9/class").asInt());
    assertEquals(1, json.at("/most_confident_mistakes/0/label").asInt());
    assertEquals(8, json.at("/most_confident_mistakes/0/prediction").asInt());
    String html = Files.readString(report.resolve("report.html"));
    assertTrue(html.contains("label <b>1</b>, predicted <b>8</b>"), html);
  }

  @Test
  void aLabelBeforeTheFirstClassIsNamedWithItsPlace() {
    Path from0 = write(dir.resolve("labels"), labels(COUNT, 10));

    CommandRun.of("--images", images, "--labels", from0, "--first-class", 1)
        .assertFailure(
            3,
            "Unsupported: file:%s, byte 8, label 0: expected a class from 1 to 10, found 0; give the labels that belong to these images and this network; where the labels begin at 0, give --first-class 0"
                .formatted(from0));
  }

  @Test
  void oneHotRowsAreRefused() {
    Path oneHot =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(0x08, new int[] {COUNT, 10}, out -> out.write(new byte[COUNT * 10])));

    CommandRun.of("--images", images, "--labels", oneHot)
        .assertFailure(
            3,
            "Unsupported: file:%s, byte 3: expected labels, which have 1 dimension, or 2 of which the second is 8, of 4 bytes each, as QMNIST's, found rows of 10 numbers, element type UNSIGNED_BYTE; save the number of the class alone, which of one-hot rows is the place of their 1"
                .formatted(oneHot));
  }

  @Test
  void tooFewFilesOfLabelsAreNamed() {
    write(dir.resolve("many/a"), images(2, 28, 28));
    write(dir.resolve("many/b"), images(2, 28, 28));
    Path one = write(dir.resolve("labels"), labels(4, 10));

    CommandRun.of("--images", dir.resolve("many"), "--labels", one)
        .assertFailure(
            3,
            "Corrupt: file:%s: expected as many files of labels as of images, 2, the first of them file:%s, found 1; give each file of images its labels"
                .formatted(one, dir.resolve("many/a")));
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
