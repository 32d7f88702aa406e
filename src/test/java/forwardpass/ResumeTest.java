package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forwardpass.sink.Locks;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What is scored file by file is the same however often it is interrupted and resumed. */
class ResumeTest {
  private static final int EACH = 1000;

  private static byte[] pixels;
  private static byte[] labels;

  @TempDir Path dir;

  @BeforeAll
  static void readImages() throws IOException {
    pixels = unzipped("t10k-images-idx3-ubyte.gz", 16);
    labels = unzipped("t10k-labels-idx1-ubyte.gz", 8);
  }

  private static byte[] unzipped(String name, int header) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(SharedSpark.DATA.resolve(name)))) {
      in.readNBytes(header);
      return in.readAllBytes();
    }
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    Files.createDirectories(dir.resolve("images"));
    Files.createDirectories(dir.resolve("labels"));
  }

  /** The part of the test set of this number, as a file of its own. */
  private void arrive(int part) {
    byte[] image = IdxFixture.images(EACH, 28, 28);
    System.arraycopy(pixels, part * EACH * 784, image, 16, EACH * 784);
    byte[] label = IdxFixture.labels(EACH, 10);
    System.arraycopy(labels, part * EACH, label, 8, EACH);
    IdxFixture.write(dir.resolve("images/" + part), image);
    IdxFixture.write(dir.resolve("labels/" + part), label);
  }

  private CommandRun resume(Object... more) {
    return score(Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray());
  }

  private CommandRun score(Object... more) {
    Stream<Object> arguments =
        Stream.of(
            "--images",
            dir.resolve("images"),
            "--labels",
            dir.resolve("labels"),
            "--output",
            dir.resolve("out"));
    return CommandRun.of(Stream.concat(arguments, Stream.of(more)).toArray());
  }

  /** So that each of the files makes a group. */
  private static void withSmallTasks(Executable run) throws Throwable {
    String bytes = "spark.sql.files.maxPartitionBytes";
    SharedSpark.session().conf().set(bytes, "10000");
    try {
      run.execute();
    } finally {
      SharedSpark.session().conf().unset(bytes);
    }
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(dir.resolve("out/_manifest.json").toFile());
  }

  /** How many files each step has scored. */
  private List<Integer> steps() throws IOException {
    List<Integer> steps = new ArrayList<>();
    manifest().get("steps").forEach(step -> steps.add(step.get("inputs").size()));
    return steps;
  }

  private void assertScored(int parts) throws IOException {
    Dataset<Row> rows = SharedSpark.session().read().parquet(dir.resolve("out").toString());
    Map<Long, Integer> predictions = new TreeMap<>();
    for (Row row : rows.select("file", "index", "prediction").collectAsList()) {
      int part = Integer.parseInt(row.getString(0).replaceFirst(".*/", ""));
      assertNull(predictions.put(part * (long) EACH + row.getLong(1), row.getInt(2)));
    }
    assertEquals(
        Arrays.stream(Golden.predictions()).limit((long) parts * EACH).boxed().toList(),
        List.copyOf(predictions.values()));
    assertTrue(Files.exists(dir.resolve("out/_SUCCESS")));
    try (Stream<Path> left = Files.list(dir.resolve("out"))) {
      assertEquals(
          List.of("_SUCCESS", "_manifest.json"),
          left.map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("_"))
              .sorted()
              .toList());
    }
  }

  private static String accuracy(int parts) {
    int correct = 0;
    for (int i = 0; i < parts * EACH; i++) {
      correct += Golden.predictions()[i] == labels[i] ? 1 : 0;
    }
    return String.valueOf((double) correct / (parts * EACH));
  }

  @Test
  void whatHasArrivedSinceIsScoredAndNothingTwice() throws IOException {
    arrive(0);
    arrive(1);
    CommandRun first = resume();
    first.assertAccuracy(accuracy(2));
    assertTrue(first.err().startsWith("Scored 2,000 images in "), first.err());
    assertScored(2);

    arrive(2);
    CommandRun second = resume();
    second.assertAccuracy(accuracy(3));
    assertTrue(
        second.err().matches("Scored 1,000 images in .* s \\(.* images/s\\), 2,000 before; .*\n"),
        second.err());
    assertScored(3);

    CommandRun third = resume();
    third.assertAccuracy(accuracy(3));
    assertTrue(third.err().startsWith("Scored 0 images in "), third.err());
    assertScored(3);
  }

  @Test
  void filesThatKeepNoCoreBusyAreCommittedTogether() throws Throwable {
    for (int part = 0; part < 4; part++) {
      arrive(part);
    }

    resume().assertAccuracy(accuracy(4));

    assertScored(4);
    assertEquals(List.of(4), steps());
  }

  @Test
  void filesThatKeepAllCoresBusyAreCommittedByThemselves() throws Throwable {
    for (int part = 0; part < 4; part++) {
      arrive(part);
    }

    withSmallTasks(() -> resume().assertAccuracy(accuracy(4)));

    assertScored(4);
    assertEquals(List.of(1, 1, 1, 1), steps());
  }

  @Test
  void aRunThatFailsKeepsWhatItHasCommitted() throws Throwable {
    arrive(0);
    arrive(1);
    byte[] whole = IdxFixture.gzip(Files.readAllBytes(dir.resolve("images/1")));
    IdxFixture.write(dir.resolve("images/1"), Arrays.copyOf(whole, whole.length / 2));

    withSmallTasks(() -> assertEquals(3, resume().status()));
    assertTrue(Files.notExists(dir.resolve("out/_SUCCESS")));

    arrive(1);
    CommandRun resumed = resume();
    assertTrue(resumed.err().contains("), 1,000 before; "), resumed.err());
    assertScored(2);
  }

  @Test
  void aRunThatCommitsNothingLeavesNothing() {
    arrive(0);
    byte[] whole = IdxFixture.gzip(IdxFixture.images(EACH, 28, 28));
    IdxFixture.write(dir.resolve("images/0"), Arrays.copyOf(whole, whole.length / 2));

    assertEquals(3, resume().status());

    assertTrue(Files.notExists(dir.resolve("out")));
  }

  @Test
  void aMoveThatWasCutShortIsFinished() throws IOException {
    arrive(0);
    resume("--partitions", 2);
    stageAgain(1);

    CommandRun resumed = resume();

    assertTrue(resumed.err().startsWith("Scored 0 images in "), resumed.err());
    assertScored(1);
  }

  /** As if a run had been killed when so many files were still to be moved. */
  private void stageAgain(int files) throws IOException {
    List<Path> moved;
    try (Stream<Path> found = Files.list(dir.resolve("out"))) {
      moved = found.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
    String unique = moved.get(0).getFileName().toString().substring(5, 13);
    Path staged =
        Files.createDirectories(
            dir.resolve("out/_staging/" + unique + "-0000-4000-8000-000000000000"));
    ObjectNode step = (ObjectNode) manifest().get("steps").get(0);
    ObjectNode from =
        step.putObject("staged")
            .put("directory", "_staging/" + unique + "-0000-4000-8000-000000000000");
    for (Path file : moved) {
      String name = file.getFileName().toString().replace(unique + "-", "");
      from.withArray("files").add(name);
      if (from.get("files").size() <= files) {
        Files.move(file, staged.resolve(name));
      }
    }
    ObjectNode changed = (ObjectNode) manifest();
    changed.putArray("steps").add(step);
    Files.deleteIfExists(dir.resolve("out/._manifest.json.crc"));
    Files.writeString(dir.resolve("out/_manifest.json"), changed.toString());
  }

  @Test
  void aPlainRunIsResumedToo() throws IOException {
    arrive(0);
    arrive(1);
    score().assertAccuracy(accuracy(2));
    assertScored(2);

    arrive(2);
    CommandRun resumed = resume();

    resumed.assertAccuracy(accuracy(3));
    assertTrue(resumed.err().contains("), 2,000 before; "), resumed.err());
    assertScored(3);
    assertEquals(List.of(2, 1), steps());
  }

  @Test
  void anOutputThatIsReplacedHasAManifestOfItsOwn() throws IOException {
    arrive(0);
    score();
    arrive(1);
    score("--overwrite").assertAccuracy(accuracy(2));

    assertScored(2);
    assertEquals(List.of(2), steps());
  }

  @Test
  void theManifestSaysWhatWasScoredAndHow() throws IOException {
    arrive(0);
    score();

    JsonNode manifest = manifest();
    assertEquals(
        "{\"output-format\":\"parquet\",\"probabilities\":\"false\",\"scale\":\"0.003921569, 1.0\"}",
        manifest.get("options").toString());
    assertTrue(manifest.get("network").asText().matches("[0-9a-f]{64}"));
    JsonNode step = manifest.get("steps").get(0);
    assertEquals(EACH, step.get("images").asInt());
    assertEquals(EACH, step.get("labelled").asInt());
    assertEquals(accuracy(1), step.get("correct").asInt() / (double) EACH + "");
    JsonNode images = step.get("inputs").get(0).get("images");
    Path file = dir.resolve("images/0");
    assertEquals("file:" + file, images.get("path").asText());
    assertEquals(Files.size(file), images.get("length").asLong());
    assertEquals(Files.getLastModifiedTime(file).toMillis(), images.get("modified").asLong());
    assertEquals(
        "{\"type\":\"UNSIGNED_BYTE\",\"dimensions\":[1000,28,28]}",
        images.get("header").toString());
    assertEquals(
        "file:" + dir.resolve("labels/0"),
        step.get("inputs").get(0).get("labels").get("path").asText());
  }

  @Test
  void aPartitionedOutputIsAddedToInItsPartitions() throws IOException {
    arrive(0);
    score("--partition-by", "label").assertAccuracy(accuracy(1));
    arrive(1);
    resume("--partition-by", "label").assertAccuracy(accuracy(2));

    assertScored(2);
    try (Stream<Path> files = Files.list(dir.resolve("out/label=3"))) {
      assertEquals(2, files.filter(file -> file.toString().endsWith(".parquet")).count());
    }
  }

  @Test
  void anInputThatHasChangedIsRefusedByName() {
    arrive(0);
    resume();
    IdxFixture.write(dir.resolve("images/0"), IdxFixture.gzip(IdxFixture.images(EACH, 28, 28)));

    resume()
        .assertFailure(
            3,
            "Corrupt: file:%s: expected the file, and labels, that were scored before, found them changed; write to another --output"
                .formatted(dir.resolve("images/0")));
  }

  @Test
  void anotherNetworkOrOtherOptionsAreRefused() {
    arrive(0);
    resume();

    resume("--activation", "relu")
        .assertFailure(
            2,
            "Cannot resume %s: it was begun with another network; give that one, or another --output"
                .formatted(dir.resolve("out")));
    resume("--probabilities")
        .assertFailure(
            2,
            "Cannot resume %s: it was begun with the options {output-format=parquet, probabilities=false, scale=0.003921569, 1.0}, these are {output-format=parquet, probabilities=true, scale=0.003921569, 1.0}; give those, or another --output"
                .formatted(dir.resolve("out")));
  }

  @Test
  void anOutputThatWasNotMadeSoIsLeftAlone() throws IOException {
    arrive(0);
    Files.createDirectory(dir.resolve("out"));
    Files.writeString(dir.resolve("out/mine"), "kept");

    resume()
        .assertFailure(
            5,
            "Cannot resume %s: expected the output of an earlier run, found no _manifest.json in it; choose another --output"
                .formatted(dir.resolve("out")));
    assertEquals("kept", Files.readString(dir.resolve("out/mine")));
  }

  @Test
  void anOutputThatAProcessHasIsLeftAloneAndThatOfADeadOneIsMadeAnew() throws Exception {
    arrive(0);
    Files.createDirectories(dir.resolve("out/_temporary"));
    Files.writeString(dir.resolve("out/_lock"), Locks.ofALivingProcess());

    resume()
        .assertFailure(
            5,
            "Cannot write %s: another run is writing it; choose another --output"
                .formatted(dir.resolve("out")));

    Files.writeString(dir.resolve("out/_lock"), Locks.ofADeadProcess());
    resume().assertAccuracy(accuracy(1));
    assertScored(1);
  }

  @Test
  void theLockOfAnEarlierVersionIsForItsUserToRemove() throws Exception {
    arrive(0);
    Files.createDirectories(dir.resolve("out/_temporary"));
    Files.writeString(dir.resolve("out/_lock"), "elsewhere 17 2026-11-26T00:00:00Z");

    resume()
        .assertFailure(
            5,
            "Cannot write %s: a run of an earlier version is writing it, or was killed, or it is being written by something else; choose another --output, or remove file:%s if nothing writes there (it says: elsewhere 17 2026-11-26T00:00:00Z)"
                .formatted(dir.resolve("out"), dir.resolve("out/_lock")));
  }

  @Test
  void whatADeadProcessHasCommittedIsKept() throws Exception {
    arrive(0);
    score();
    Files.writeString(dir.resolve("out/_lock"), Locks.ofADeadProcess());

    CommandRun resumed = resume();

    assertTrue(resumed.err().startsWith("Scored 0 images in "), resumed.err());
    assertScored(1);
  }

  @Test
  void itGoesWithAnOutputAndWithoutAReport() {
    CommandRun.of("--resume")
        .assertFailure(2, "--resume needs --output, and does not go together with --overwrite");
    resume("--report", dir.resolve("report"))
        .assertFailure(
            2, "--resume and --report do not go together: a report is of one run over all images");
  }

  @Test
  void aSinkThatKeepsItsOwnAccountIsRefusedBeforeAnyWork() {
    arrive(0);

    resume("--output-format", "noop")
        .assertFailure(
            2,
            "Invalid --output-format: expected with --resume a format that Spark writes as part files (parquet, orc, csv, json), found noop; write it in one run");

    assertTrue(Files.notExists(dir.resolve("out")));
  }

  /** Written by the version of 26 November 2026, which gave manifests no version of their own. */
  private static final String EARLIER =
      """
      {
        "network" : "%s",
        "options" : {
          "output-format" : "parquet",
          "probabilities" : "false",
          "scale" : "0.003921569, 1.0"
        },
        "steps" : [
          {
            "inputs" : [
              {"images" : {"path" : "%s","gzip" : false,"header" : {"type" : "UNSIGNED_BYTE","dimensions" : [ 1000, 28, 28 ]},"length" : 784016,"modified" : %d},"labels" : {"path" : "%s","gzip" : false,"header" : {"type" : "UNSIGNED_BYTE","dimensions" : [ 1000 ]},"length" : 1008,"modified" : %d}}
            ],
            "images" : 1000,
            "labelled" : 1000,
            "correct" : 974,
            "blas" : [
              "OpenBLAS 0.3.31"
            ],
            "staged" : null
          }
        ]
      }
      """;

  @Test
  void theManifestOfAnEarlierVersionIsUnderstood() throws IOException {
    arrive(0);
    score();
    Path images = dir.resolve("images/0");
    Path labels = dir.resolve("labels/0");
    Files.delete(dir.resolve("out/_manifest.json"));
    Files.writeString(
        dir.resolve("out/._manifest.json.partial"), // which it did not come to rename
        EARLIER.formatted(
            network(),
            "file:" + images,
            Files.getLastModifiedTime(images).toMillis(),
            "file:" + labels,
            Files.getLastModifiedTime(labels).toMillis()));
    arrive(1);

    CommandRun resumed = resume();

    assertEquals(0, resumed.status(), resumed.err());
    assertTrue(resumed.err().contains("), 1,000 before; "), resumed.err());
    assertScored(2);
    assertEquals(List.of(1, 1), steps());
    assertEquals(1, manifest().get("version").asInt());
  }

  private static String network() {
    return TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString())
        .network()
        .sha256();
  }

  @Test
  void theManifestOfALaterVersionIsRefusedAsSuch() throws IOException {
    arrive(0);
    score();
    Files.writeString(dir.resolve("out/_manifest.json"), "{\"version\": 2, \"what\": \"is new\"}");

    resume()
        .assertFailure(
            5,
            "Cannot resume file:%s: expected a manifest of version 1 or earlier, found version 2; resume it with the newer Forwardpass that made it, or choose another --output"
                .formatted(dir.resolve("out/_manifest.json")));
  }

  @Test
  void itIsShownInABarOnATerminal() throws Throwable {
    arrive(0);
    String terminal = "spark.forwardpass.terminal";
    SharedSpark.session().conf().set(terminal, "true");
    try {
      CommandRun run = resume();

      assertTrue(run.err().contains("\r" + " ".repeat(79) + "\r"), run.err());
    } finally {
      SharedSpark.session().conf().unset(terminal);
    }
  }
}
