package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.onnx.ModelWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shards, and arrays of NumPy, are scored file by file as IDX files are. */
class ResumeShardsTest extends FewImages {
  private static final int EACH = 10;

  private Path shards;

  @BeforeEach
  void makeDirectory() throws IOException {
    shards = Files.createDirectory(dir.resolve("shards"));
  }

  /** The shard of this number; every second one is gzipped. */
  private Path arrive(int shard) throws IOException {
    Path file = shards.resolve(shard + (shard % 2 == 0 ? ".tar" : ".tar.gz"));
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream tar = shard % 2 == 0 ? out : new GZIPOutputStream(out)) {
      TarShards.write(tar, shard * EACH, (shard + 1) * EACH);
    }
    return file;
  }

  private CommandRun run(String output, Object... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("--images", shards, "--output", dir.resolve(output)), Stream.of(more))
            .toArray());
  }

  private CommandRun resume(Object... more) {
    return run("out", Stream.concat(Stream.of("--resume"), Stream.of(more)).toArray());
  }

  /** But for probabilities, whose last digit depends on which images are scored together. */
  private List<Row> rows(String output) {
    return SharedSpark.session()
        .read()
        .parquet(dir.resolve(output).toString())
        .drop("probability")
        .orderBy("file", "index")
        .collectAsList();
  }

  private void assertAsInOneRun(int images) {
    assertEquals(0, run("one").status());
    assertEquals(images, rows("one").size());
    assertEquals(rows("one"), rows("out"));
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(dir.resolve("out/_manifest.json").toFile());
  }

  @Test
  void shardsThatHaveArrivedSinceAreScoredAndNothingTwice() throws IOException {
    arrive(0);
    assertEquals(0, run("out").status()); // without --resume
    arrive(1);
    arrive(2);

    CommandRun second = resume();
    assertEquals(0, second.status(), second.err());
    assertTrue(
        second.err().matches("Scored 20 images in .* s \\(.* images/s\\), 10 before; .*\n"),
        second.err());
    CommandRun third = resume();
    assertTrue(third.err().startsWith("Scored 0 images in "), third.err());

    assertAsInOneRun(3 * EACH);
  }

  @Test
  void aRunThatFailsKeepsTheShardsThatItHasCommitted() throws Throwable {
    arrive(0);
    Path last = arrive(2);
    byte[] whole = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(whole, whole.length / 2));

    Resuming.withTasks(1000, () -> assertEquals(3, resume("--partitions", 4).status()));
    assertEquals(1, manifest().get("steps").size());
    assertTrue(Files.notExists(dir.resolve("out/_SUCCESS")));

    Files.write(last, whole);
    CommandRun resumed = resume();
    assertTrue(resumed.err().startsWith("Scored 10 images in "), resumed.err());
    assertTrue(resumed.err().contains("), 10 before; "), resumed.err());
    assertAsInOneRun(2 * EACH);
  }

  @Test
  void membersWithoutAKeyAreCountedInEachGroup() throws Throwable {
    for (int shard = 0; shard < 4; shard += 2) {
      Path file = arrive(shard);
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
        TarShards.add(tar, "a.png", png(0));
        TarShards.add(tar, "README", new byte[20000]);
      }
    }

    Resuming.withTasks(
        1000,
        () -> {
          CommandRun run = resume();
          assertTrue(run.err().contains("; 2 files passed over, "), run.err());
        });
    assertEquals(2, manifest().get("steps").size());
  }

  @Test
  void theManifestSaysWhichShardsAndWhatWasMadeOfPictures() throws IOException {
    Path file = arrive(0);
    assertEquals(0, resume("--resize", "28x28", "--interpolation", "area").status());

    assertEquals(
        "{\"interpolation\":\"area\",\"labelled\":\"true\",\"output-format\":\"parquet\",\"probabilities\":\"false\",\"resize\":\"to 28x28\",\"scale\":\"0.003921569, 1.0\"}",
        manifest().get("options").toString());
    assertEquals(2, manifest().get("version").asInt());
    assertEquals(
        "[{\"path\":\"file:%s\",\"length\":%d,\"modified\":%d}]"
            .formatted(file, Files.size(file), Files.getLastModifiedTime(file).toMillis()),
        manifest().get("steps").get(0).get("files").toString());

    resume("--resize", "28x28")
        .assertFailure(
            2,
            "Cannot resume %s: it was begun with the options {interpolation=area, labelled=true, output-format=parquet, probabilities=false, resize=to 28x28, scale=0.003921569, 1.0}, these are {labelled=true, output-format=parquet, probabilities=false, resize=to 28x28, scale=0.003921569, 1.0}; give those, or another --output"
                .formatted(dir.resolve("out")));
  }

  @Test
  void otherOptionsAreRefused() throws IOException {
    arrive(0);
    resume();

    for (List<Object> options :
        List.<List<Object>>of(
            List.of("--label-from", "none"),
            List.of("--mean", "0.5"),
            List.of("--std", "0.5"),
            List.of("--invert"),
            List.of("--crop", "28x28"),
            List.of("--no-normalize"))) {
      CommandRun run = resume(options.toArray());

      assertEquals(2, run.status(), options + run.err());
      assertTrue(run.err().startsWith("Cannot resume "), options + run.err());
    }
  }

  /** A graph of which the shape does not say where the channels are. */
  @Test
  void anotherLayoutIsAnotherNetwork() throws IOException {
    arrive(0);
    Path model =
        Files.write(
            dir.resolve("model.onnx"),
            new ModelWriter()
                .input("x", -1, 3, 3, 3)
                .node(
                    "ReduceMean",
                    "x->logits",
                    ModelWriter.attribute("axes", 2L, 3L),
                    ModelWriter.attribute("keepdims", 0L))
                .output("logits", -1, 3)
                .model());
    Object[] options = {"--weights", model, "--label-from", "none"};
    assertEquals(0, resume(options).status());

    CommandRun first =
        resume(Stream.concat(Stream.of(options), Stream.of("--layout", "nchw")).toArray());
    assertTrue(first.err().contains("Scored 0 images in "), first.err());
    CommandRun last =
        resume(Stream.concat(Stream.of(options), Stream.of("--layout", "nhwc")).toArray());
    assertEquals(2, last.status(), last.err());
    assertTrue(
        last.err()
            .endsWith(
                "Cannot resume %s: it was begun with another network, or with another output or layout of it; give the same, or another --output\n"
                    .formatted(dir.resolve("out"))),
        last.err());
  }

  @Test
  void aShardThatHasChangedIsRefusedByName() throws IOException {
    Path file = arrive(0);
    resume();
    Files.write(file, Files.readAllBytes(arrive(2)));

    resume()
        .assertFailure(
            3,
            "Corrupt: file:%s: expected the file that was scored before, found it changed; write to another --output"
                .formatted(file));
  }

  @Test
  void arraysOfNumPyAreResumed() throws IOException {
    for (String name : List.of("0.npz", "1.npz")) {
      try (InputStream in = ResumeShardsTest.class.getResourceAsStream("/arrays/stored.npz")) {
        Files.write(shards.resolve(name), in.readAllBytes());
      }
      CommandRun run = resume();
      assertTrue(run.err().startsWith("Scored 10 images in "), run.err());
    }

    assertAsInOneRun(2 * 10);
  }

  @Test
  void imageFilesAndTablesAreScoredInOneRun() throws IOException {
    Files.write(shards.resolve("0.png"), png(0));

    resume()
        .assertFailure(
            2,
            "--resume is for IDX files, tar shards and arrays of NumPy: score others in one run");
    assertTrue(Files.notExists(dir.resolve("out")));
  }
}
