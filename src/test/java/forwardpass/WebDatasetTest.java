package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images in tar shards, as WebDataset writes them. */
class WebDatasetTest extends FewImages {
  private Path shards;

  @BeforeEach
  void write() throws IOException {
    shards = Files.createDirectory(dir.resolve("shards"));
    try (OutputStream plain = Files.newOutputStream(shards.resolve("0.tar"));
        OutputStream zipped =
            new GZIPOutputStream(Files.newOutputStream(shards.resolve("1.tar.gz")))) {
      TarShards.write(plain, 0, FEW / 4);
      TarShards.write(zipped, FEW / 4, FEW);
    }
  }

  @Test
  void shardsAreScoredWithTheirLabelsAndOtherMembers() {
    Path output = dir.resolve("output");

    CommandRun run = assertScored("--images", shards, "--output", output);

    assertEquals("Images: 2 tar files; pixels divided by 255; labels from .cls", run.summary());
    List<Row> expected = new ArrayList<>();
    int[] predictions = Golden.predictions();
    for (int image = 0; image < FEW; image++) {
      boolean isFirst = image < FEW / 4;
      expected.add(
          RowFactory.create(
              TarShards.key(image),
              "{\"n\": %d}".formatted(image),
              null,
              "file:" + shards.resolve(isFirst ? "0.tar" : "1.tar.gz"),
              (long) (isFirst ? image : image - FEW / 4),
              (int) labels[image],
              predictions[image]));
    }
    assertEquals(
        expected,
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("key", "json", "txt", "file", "index", "label", "prediction")
            .orderBy("key")
            .collectAsList());
  }

  private static List<Row> rows(Path output) {
    return SharedSpark.session()
        .read()
        .parquet(output.toString())
        .select("file", "index", "key", "json", "label", "prediction")
        .orderBy("file", "index")
        .collectAsList();
  }

  /** Of the 50 parts of the sum of both, the gzipped one has many, and is not cut. */
  @Test
  void aPlainShardIsSplitBetweenItsKeysAndScoredAsOne() throws IOException {
    assertScored("--images", shards, "--output", dir.resolve("whole"));

    assertScored("--images", shards, "--output", dir.resolve("split"), "--partitions", 50);

    assertEquals(2, partFiles(dir.resolve("whole")));
    assertEquals(1 + FEW / 4, partFiles(dir.resolve("split")));
    assertEquals(rows(dir.resolve("whole")), rows(dir.resolve("split")));
  }

  /** Each of the two cores gets four parts. */
  @Test
  void aShardThatIsLargerThanSparksPartitionsIsSplitForAllCores() throws IOException {
    Path one = shards.resolve("0.tar");
    CommandRun.of("--images", one, "--output", dir.resolve("whole"));
    RuntimeConfig conf = SharedSpark.session().conf();
    conf.set("spark.sql.files.maxPartitionBytes", "2000");
    conf.set("spark.sql.files.openCostInBytes", "1000");
    try {
      CommandRun.of("--images", one, "--output", dir.resolve("split"));
    } finally {
      conf.unset("spark.sql.files.maxPartitionBytes");
      conf.unset("spark.sql.files.openCostInBytes");
    }

    assertEquals(1, partFiles(dir.resolve("whole")));
    assertEquals(5, partFiles(dir.resolve("split")));
    assertEquals(rows(dir.resolve("whole")), rows(dir.resolve("split")));
  }

  private static long partFiles(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void damageOfASplitShardIsToldAsOfAWholeOne() throws IOException {
    Path cut = shards.resolve("0.tar");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 12000));

    CommandRun whole = CommandRun.of("--images", cut);
    CommandRun split = CommandRun.of("--images", cut, "--partitions", 50);

    assertEquals(3, whole.status(), whole.err());
    assertTrue(whole.err().contains("Truncated: "), whole.err());
    assertEquals(whole, split);
  }

  @Test
  void picturesOfShardsAreMadeWhatIsAskedFor() {
    CommandRun run = assertScored("--images", shards, "--resize", "28x28");

    assertEquals(
        "Images: 2 tar files; pixels in grey, to 28x28 (bilinear), divided by 255; labels from .cls",
        run.summary());
  }

  @Test
  void labelsAreLeftOutWhereTheyAreNotWanted() {
    CommandRun run = CommandRun.of("--images", shards, "--label-from", "none");

    assertEquals(0, run.status(), run.err());
    assertEquals(
        "Images: 2 tar files; pixels divided by 255; no labels, as --label-from none says",
        run.summary());
    assertTrue(run.err().contains("Scored %d images".formatted(FEW)), run.err());
  }

  @Test
  void labelsThatAreNoClassAreBadRecords() throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(shards.resolve("2.tar")))) {
      TarShards.add(tar, "a.png", png(0));
      TarShards.add(tar, "a.cls", TarShards.text("cat"));
      TarShards.add(tar, "b.cls", TarShards.text("1"));
      TarShards.add(tar, "c.png", TarShards.text("no image"));
    }

    CommandRun run = CommandRun.of("--images", shards);
    CommandRun dropping = CommandRun.of("--images", shards, "--mode", "DROPMALFORMED");

    assertEquals(3, run.status(), run.err());
    assertTrue(
        run.err()
            .endsWith(
                "Corrupt: record 0 of file:%s: expected as label a class from 0 to 9, found cat; where these are no labels, give --label-column or --label-from none; correct it, or leave such records out with --mode DROPMALFORMED\n"
                    .formatted(shards.resolve("2.tar"))),
        run.err());
    assertTrue(
        dropping.err().contains("; 3 of %d records refused; ".formatted(FEW + 3)), dropping.err());
  }

  @Test
  void labelsMayBeTheNamesOfClasses() throws IOException {
    Path names = Files.write(dir.resolve("names"), List.of("a b c d e f g h i j".split(" ", -1)));
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(Files.newOutputStream(shards.resolve("2.tar")))) {
      TarShards.add(tar, "x.png", png(0));
      TarShards.add(tar, "x.cls", TarShards.text("abcdefghij".charAt(labels[0]) + "\n"));
    }

    CommandRun run = CommandRun.of("--images", shards.resolve("2.tar"), "--class-names", names);

    assertEquals("Accuracy: 1.0\n", run.out(), run.err());
  }

  @Test
  void aShardThatIsCutShortEndsTheJobWhateverTheMode() throws IOException {
    Path cut = shards.resolve("0.tar");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, 4096));

    CommandRun run = CommandRun.of("--images", shards, "--mode", "DROPMALFORMED");

    assertEquals(3, run.status(), run.err());
    assertTrue(
        run.err()
            .endsWith(
                "Truncated: file:%s: expected more of a tar archive, which ends with zeros, found the end of the file at byte 4096, after the key test/000000; copy it again\n"
                    .formatted(cut)),
        run.err());
  }

  @Test
  void anArchiveWithoutSamplesHasNothingToScore() throws IOException {
    Path empty = dir.resolve("empty.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(empty))) {
      TarShards.add(tar, "README", TarShards.text("nothing"));
    }

    CommandRun run = CommandRun.of("--images", empty);

    assertEquals(3, run.status(), run.err());
    assertEquals(
        "Cannot score file:%s: expected at least one key with an image, found none; check the path\n"
            .formatted(empty),
        run.err());
  }

  @Test
  void othersBesideShardsArePassedOver() throws IOException {
    Files.writeString(shards.resolve("README.md"), "About these shards");
    Files.writeString(shards.resolve("sizes.json"), "{\"0.tar\": 10, \"1.tar.gz\": 30}");

    CommandRun run = CommandRun.of("--images", shards);

    assertEquals(0, run.status(), run.err());
    assertTrue(
        run.err().contains("; 2 files passed over, as they are no images, such as "), run.err());
  }
}
