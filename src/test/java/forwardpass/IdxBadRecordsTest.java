package forwardpass;

import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of images of IDX files that cannot be scored, by --mode. */
class IdxBadRecordsTest extends MnistTables {
  private static final int COUNT = 20;
  private static final int BAD_LABEL = 3;
  private static final int BAD_PIXELS = 8;

  private int[] predictions;
  private Path images;
  private Path labels;

  @BeforeEach
  void writeFiles() {
    predictions = Golden.predictions();
    images =
        write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x0D,
                new int[] {COUNT, 28, 28},
                out -> {
                  for (int i = 0; i < COUNT * PIXELS; i++) {
                    boolean isBad = i == BAD_PIXELS * PIXELS + 5;
                    out.writeFloat(isBad ? Float.NaN : (pixels[i] & 0xff) / 255f);
                  }
                }));
    labels =
        write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                0x08,
                new int[] {COUNT},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    out.writeByte(i == BAD_LABEL ? 12 : predictions[i]);
                  }
                }));
  }

  @Test
  void theyEndTheJob() {
    CommandRun.of("--images", images)
        .assertFailure(
            3,
            "Corrupt: file:%s, image 8, value 5: expected a finite number, found NaN; mend or leave out the image"
                .formatted(images));
    Path good =
        write(
            dir.resolve("good"),
            IdxFixture.bytes(
                0x08, new int[] {COUNT, 28, 28}, out -> out.write(pixels, 0, COUNT * PIXELS)));
    CommandRun.of("--images", good, "--labels", labels)
        .assertFailure(
            3,
            "Unsupported: file:%s, byte 11, label 3: expected a class from 0 to 9, found 12; give the labels that belong to these images and this network"
                .formatted(labels));
  }

  @Test
  void orAreLeftOutAndCounted() {
    CommandRun run =
        CommandRun.of("--images", images, "--labels", labels, "--mode", "DROPMALFORMED");

    run.assertAccuracy("1.0");
    assertTrue(run.err().endsWith("; 2 of 20 records refused; 18 of 18 right\n"), run.err());
  }

  @Test
  void orAreKeptWithTheReason() {
    Path output = dir.resolve("out");

    CommandRun.of(
            "--images", images, "--labels", labels, "--mode", "PERMISSIVE", "--output", output)
        .assertAccuracy("1.0");

    List<Row> rows =
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .where("index in (3, 4, 8)")
            .orderBy("index")
            .select("index", "label", "prediction", "_corrupt_record")
            .collectAsList();
    assertEquals(
        List.of(
            RowFactory.create(3L, null, null, "expected as label a class from 0 to 9, found 12"),
            RowFactory.create(4L, predictions[4], predictions[4], null),
            RowFactory.create(8L, null, null, "expected finite numbers, found NaN as value 5")),
        rows);
  }

  @Test
  void aRunThatIsResumedCountsThemToo() {
    Path output = dir.resolve("out");
    Object[] arguments = {
      "--images", images, "--labels", labels, "--mode", "PERMISSIVE", "--output", output, "--resume"
    };

    CommandRun.of(arguments).assertAccuracy("1.0");
    CommandRun again = CommandRun.of(arguments);

    again.assertAccuracy("1.0");
    assertTrue(
        again.err().endsWith("18 before; 2 of 20 records refused; 18 of 18 right\n"), again.err());
    CommandRun other =
        CommandRun.of("--images", images, "--labels", labels, "--output", output, "--resume");
    assertEquals(2, other.status(), other.err());
    assertTrue(other.err().contains("mode=PERMISSIVE"), other.err());
  }
}
