package forwardpass.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.CommandRun;
import forwardpass.error.UsageException;
import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxFile;
import forwardpass.source.idx.IdxFixture;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import forwardpass.tasks.TaskHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot come to a good end is refused before an image is read. */
class PreflightTest {
  @TempDir Path dir;

  /** A gzipped file of images that are not there, which nobody can tell from its header. */
  private Path claim(String name, int images) {
    byte[] header =
        ByteBuffer.allocate(16).putInt(0x803).putInt(images).putInt(28).putInt(28).array();
    return IdxFixture.write(dir.resolve(name), IdxFixture.gzip(header));
  }

  private static void assertRefused(int status, String message, CommandRun run) {
    assertTrue(run.err().matches(message + "\n"), run.err());
    assertEquals("", run.out());
    assertEquals(status, run.status());
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefused() {
    CommandRun.of("--batch-size", 2_000_000_000)
        .assertFailure(
            2,
            "Invalid --batch-size: expected at most 342392 for the network 784-50(sigmoid)-100(sigmoid)-10(softmax), found 2000000000");
  }

  @Test
  void aBatchThatNoMemoryHoldsIsRefused() {
    assertRefused(
        2,
        "Invalid --batch-size: expected at most [0-9]{5,6} for the network 784-50\\(sigmoid\\)-100\\(sigmoid\\)-10\\(softmax\\) in 1 tasks of a JVM with [0-9]+ MiB, found 342000; make it smaller, or give more with --driver-memory",
        CommandRun.of("--images", claim("images", 342_000), "--batch-size", 342_000));
  }

  @Test
  void rowsAreGatheredIntoBatchesThatMemoryHolds() throws IOException {
    String header =
        IntStream.range(0, 784).mapToObj(i -> ",pixel" + i).collect(Collectors.joining());
    Path table =
        Files.writeString(
            dir.resolve("table.csv"), "label" + header + "\n1" + ",2".repeat(784) + "\n");

    CommandRun run = CommandRun.of("--images", table, "--batch-size", 342_000);

    assertRefused(2, "Invalid --batch-size: expected at most .* --driver-memory", run);
  }

  @Test
  void aBatchThatIsLargerThanAllFilesTogetherIsNot() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(50, 28, 28));

    assertEquals(0, CommandRun.of("--images", images, "--batch-size", 342_000).status());
  }

  /** The first layer has its weights once more for bytes, whatever they are read from. */
  @Test
  void bytesTakeMoreThanOtherNumbers() {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(1000, 5000), new float[5_000_000]),
                    new Tensor(List.of(5000), new float[5000]),
                    Activation.SOFTMAX)));
    TaskHeap heap = new TaskHeap(384 << 20, false);

    Preflight.requireMemory(
        heap,
        8,
        new Preflight.Load(Networks.of(network), Optional.empty(), 10, false, false, false));
    assertThrows(
        UsageException.class,
        () ->
            Preflight.requireMemory(
                heap,
                8,
                new Preflight.Load(
                    Networks.of(network), Optional.empty(), 10, true, false, false)));
  }

  /** Of two thousand classes, a report may have to tell four million confusions apart. */
  @Test
  void theTallyOfAReportCounts() {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(4, 2000), new float[8000]),
                    new Tensor(List.of(2000), new float[2000]),
                    Activation.SOFTMAX)));
    TaskHeap heap = new TaskHeap(256 << 20, false);
    IdxHeader header = new IdxHeader(ElementType.UNSIGNED_BYTE, List.of(10_000_000, 2, 2));
    IdxListing files =
        new IdxListing(List.of(new IdxPair(new IdxFile("images", false, header, 1, 1), null)));

    Preflight.requireMemory(
        heap,
        4,
        new Preflight.Load(Networks.of(network), Optional.of(files), 100, true, false, false));
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                Preflight.requireMemory(
                    heap,
                    4,
                    new Preflight.Load(
                        Networks.of(network), Optional.of(files), 100, true, false, true)));

    assertTrue(
        refused
            .getMessage()
            .matches(
                "Cannot score in 256 MiB of memory: the network 4-2000\\(softmax\\) needs [0-9]{3} MiB in 4 tasks with one image each and a tally for --report; give more with --executor-memory, or have fewer tasks side by side with fewer cores"),
        refused.getMessage());
  }

  @Test
  void moreThanTheDiskHoldsIsRefused() throws IOException {
    for (int i = 0; i < 500; i++) {
      claim("images/" + i, Integer.MAX_VALUE);
    }

    assertRefused(
        5,
        "Cannot write %s: expected room for [0-9]{8} MiB of predictions at least, found [0-9]+ MiB; make room, or choose another --output"
            .formatted(dir.resolve("out")),
        CommandRun.of(
            "--images",
            dir.resolve("images"),
            "--output",
            dir.resolve("out"),
            "--output-format",
            "csv"));
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedBeforeImagesAreLookedFor() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));

    for (String more : new String[] {"--overwrite", "--resume"}) {
      CommandRun run = CommandRun.of("--images", "/no/such", "--output", file.resolve("a/b"), more);

      assertRefused(
          5,
          "Cannot write %s: .*; check the path, its permissions and the space there"
              .formatted(file.resolve("a/b")),
          run);
    }
  }

  @Test
  void imagesOfAnotherSizeAreRefusedBeforeAnythingIsWritten() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(50, 28, 29));

    CommandRun.of("--images", images, "--output", dir.resolve("out"), "--resume")
        .assertFailure(
            3,
            "Unsupported: file:%s, byte 8: expected images of 784 values, as the network takes, found 28x29 = 812; use the network for these images"
                .formatted(images));
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void aReportInsideTheOutputIsRefused() {
    Path output = dir.resolve("out");
    Path inside = output.resolve("report");

    CommandRun.of("--output", output, "--report", inside)
        .assertFailure(
            2,
            "Invalid --report: %s is inside --output %s; choose a directory of its own"
                .formatted(inside, output));
    assertFalse(Files.exists(output));
  }
}
