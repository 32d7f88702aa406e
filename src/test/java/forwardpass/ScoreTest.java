package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.blas.Gemm;
import forwardpass.source.idx.IdxFixture;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {
  private static final Path IMAGES = SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz");
  private static final Path LABELS = SharedSpark.DATA.resolve("t10k-labels-idx1-ubyte.gz");

  @TempDir Path dir;

  private static byte[] unzipped(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  @Test
  void withoutOptionsItScoresTheShippedTestSetAsNumpyDoes() {
    CommandRun run = CommandRun.of();

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(
        run.err()
            .matches(
                "Scored 10,000 images in [0-9.]+ s \\([0-9,]+ images/s\\) with OpenBLAS 0.3.31; %s of 10,000 right\n"
                    .formatted(Golden.CORRECT)),
        run.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 99, 128, 10_000, 20_000})
  void theBatchSizeChangesNothing(int batchSize) {
    CommandRun.of("score", "--batch-size", batchSize).assertAccuracy(Golden.ACCURACY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 40})
  void plainFilesCutIntoPartitionsAreScoredTheSame(int partitions) throws IOException {
    Path images = IdxFixture.write(dir.resolve("images"), unzipped(IMAGES));
    Path labels = IdxFixture.write(dir.resolve("labels"), unzipped(LABELS));

    CommandRun.of("--images", images, "--labels", labels, "--partitions", partitions)
        .assertAccuracy(Golden.ACCURACY);
  }

  @Test
  void everyPredictionIsNumpys() throws IOException {
    Path output = dir.resolve("predictions");

    CommandRun.of("--output", output).assertAccuracy(Golden.ACCURACY);

    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(
        "file STRING,index BIGINT,label INT,prediction INT,probability FLOAT",
        rows.schema().toDDL());
    String file = "file:" + IMAGES;
    List<Row> expected = new ArrayList<>();
    byte[] labels = unzipped(LABELS);
    int[] predictions = Golden.predictions();
    for (int i = 0; i < predictions.length; i++) {
      expected.add(RowFactory.create(file, (long) i, (int) labels[8 + i], predictions[i]));
    }
    assertEquals(
        expected,
        rows.select("file", "index", "label", "prediction").orderBy("index").collectAsList());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
  }

  @Test
  void probabilitiesAreThoseOfAllClassesAndAddUpToOne() {
    Path output = dir.resolve("predictions");

    CommandRun.of("--output", output, "--probabilities").assertAccuracy(Golden.ACCURACY);

    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(
        "file STRING,index BIGINT,label INT,prediction INT,probability FLOAT,probabilities ARRAY<FLOAT>",
        rows.schema().toDDL());
    assertEquals(
        10_000,
        rows.where("size(probabilities) = 10")
            .where("probabilities[prediction] = probability")
            .where("array_max(probabilities) = probability")
            .where("abs(aggregate(probabilities, 0D, (sum, p) -> sum + p) - 1) < 1e-6")
            .count());
  }

  @Test
  void probabilitiesAreNumpys() {
    Path output = dir.resolve("predictions");

    CommandRun.of("--output", output, "--probabilities").assertAccuracy(Golden.ACCURACY);

    double[][] expected = Golden.probabilities();
    List<Row> rows =
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .where("index < 100")
            .orderBy("index")
            .select("probabilities")
            .collectAsList();
    assertEquals(100, expected.length);
    assertEquals(100, rows.size());
    for (int i = 0; i < 100; i++) {
      double[] found =
          rows.get(i).<Float>getList(0).stream().mapToDouble(Float::doubleValue).toArray();
      assertArrayEquals(expected[i], found, 1e-5, "image " + i);
    }
  }

  @Test
  void csvHasAHeaderAndARowForEachImage() throws IOException {
    Path output = dir.resolve("predictions");

    CommandRun.of("--output", output, "--output-format", "csv").assertAccuracy(Golden.ACCURACY);

    List<String> lines = new ArrayList<>();
    try (var files = Files.newDirectoryStream(output, "part-*")) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertEquals("file,index,label,prediction,probability", lines.get(0));
    assertEquals(10_001, lines.size());
    assertTrue(lines.get(1).startsWith("file:" + IMAGES + ",0,7,7,0.99"), lines.get(1));
  }

  @Test
  void withoutLabelsThereArePredictionsAndNoAccuracy() {
    Path output = dir.resolve("predictions");

    CommandRun run = CommandRun.of("--images", IMAGES, "--output", output);

    assertEquals("", run.out());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().endsWith("with OpenBLAS 0.3.31; no labels\n"), run.err());
    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(10_000, rows.where("label is null").count());
  }

  @Test
  void noImagesAreScoredWithoutAccuracy() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(0, 28, 28));
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(0, 10));
    Path output = dir.resolve("predictions");

    CommandRun run = CommandRun.of("--images", images, "--labels", labels, "--output", output);

    assertEquals("", run.out());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().startsWith("Scored 0 images in "), run.err());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertEquals(0, SharedSpark.session().read().parquet(output.toString()).count());
  }

  @Test
  void oneImageIsScored() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(1, 28, 28));

    CommandRun run = CommandRun.of("--images", images);

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().startsWith("Scored 1 images in "), run.err());
  }

  @Test
  void floatsAreTakenAsTheyAreAndBytesAreNormalised() throws IOException {
    byte[] pixels = unzipped(IMAGES);
    Path images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x0D,
                new int[] {10_000, 28, 28},
                out -> {
                  for (int i = 16; i < pixels.length; i++) {
                    out.writeFloat((pixels[i] & 0xff) / 255f);
                  }
                }));

    CommandRun.of("--images", images, "--labels", LABELS).assertAccuracy(Golden.ACCURACY);
  }

  private Path wider(String name, int type, IdxWriter writer) throws IOException {
    byte[] pixels = unzipped(IMAGES);
    return IdxFixture.write(
        dir.resolve(name),
        IdxFixture.bytes(
            type,
            new int[] {10_000, 28, 28},
            out -> {
              for (int i = 16; i < pixels.length; i++) {
                writer.write(out, pixels[i] & 0xff);
              }
            }));
  }

  private interface IdxWriter {
    void write(DataOutputStream out, int pixel) throws IOException;
  }

  @Test
  void integersAreNormalisedAsBytesAre() throws IOException {
    Path shorts = wider("shorts", 0x0B, DataOutputStream::writeShort);
    Path ints = wider("ints", 0x0C, DataOutputStream::writeInt);

    CommandRun.of("--images", shorts, "--labels", LABELS).assertAccuracy(Golden.ACCURACY);
    CommandRun run = CommandRun.of("--images", ints, "--labels", LABELS);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.summary().contains("; pixels divided by 255; "), run.summary());
  }

  @Test
  void integersBesideFloatsAreNotBothPreparedInSilence() throws IOException {
    Path ints = wider("dump/a", 0x0C, DataOutputStream::writeInt);
    Path floats = wider("dump/b", 0x0D, (out, pixel) -> out.writeFloat(pixel));

    CommandRun.of("--images", dir.resolve("dump"))
        .assertFailure(
            2,
            "Invalid --images: file:%s has integers, which are divided by 255, and file:%s has floating-point numbers, which are not; give --normalize or --no-normalize"
                .formatted(ints, floats));
    assertEquals(0, CommandRun.of("--images", dir.resolve("dump"), "--normalize").status());
  }

  @Test
  void pixelsAreNotDividedWhereThatIsAskedFor() throws IOException {
    byte[] pixels = unzipped(IMAGES);
    Path images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x0D,
                new int[] {10_000, 28, 28},
                out -> {
                  for (int i = 16; i < pixels.length; i++) {
                    out.writeFloat(pixels[i] & 0xff);
                  }
                }));

    CommandRun divided = CommandRun.of("--images", images, "--labels", LABELS, "--normalize");
    CommandRun raw = CommandRun.of("--images", images, "--labels", LABELS);
    CommandRun rawBytes = CommandRun.of("--images", IMAGES, "--labels", LABELS, "--no-normalize");

    divided.assertAccuracy(Golden.ACCURACY);
    assertEquals(rawBytes.out(), raw.out());
    assertFalse(rawBytes.out().equals(divided.out()), "dividing makes a difference");
  }

  @Test
  void anotherOutputActivationKeepsThePredictions() {
    CommandRun.of("--output-activation", "identity").assertAccuracy(Golden.ACCURACY);
    CommandRun.of("--output-activation", "sigmoid").assertAccuracy(Golden.ACCURACY);
  }

  @Test
  void theMinimumAccuracyIsReachedOrFailsTheJob() {
    CommandRun.of("--min-accuracy", Golden.ACCURACY).assertAccuracy(Golden.ACCURACY);

    CommandRun below = CommandRun.of("--min-accuracy", "0.99");

    assertEquals("Accuracy: " + Golden.ACCURACY + "\n", below.out());
    assertTrue(
        below
            .err()
            .endsWith(
                "\nAccuracy is below --min-accuracy: expected at least 0.99, found %s\n"
                    .formatted(Golden.ACCURACY)),
        below.err());
    assertEquals(6, below.status());
  }

  @Test
  void executorsAreTriedFirstWhereThatIsAskedFor() {
    CommandRun run = CommandRun.of("--self-test");

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().startsWith("Self-test passed: executor driver on "), run.err());
    assertTrue(run.err().lines().findFirst().orElseThrow().endsWith(Gemm.fastest().name()));
  }
}
