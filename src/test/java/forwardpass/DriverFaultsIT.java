package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver's disks fill, its inputs change: a result is there whole, or not at all. */
class DriverFaultsIT extends DriverFaults {
  /** F7. */
  @ParameterizedTest
  @ValueSource(strings = {"before it is written to", "while it is written to", "spark.local.dir"})
  void aFullDiskIsNamed(String when) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 64)) {
      Path small = disk.path();
      disk.fill(4);
      boolean local = when.equals("spark.local.dir");
      Path output = local ? dir.resolve("out") : small.resolve("out");
      List<Object> arguments = new ArrayList<>();
      if (local) {
        arguments.addAll(List.of("--conf", "spark.local.dir=" + small));
      }
      arguments.addAll(List.of("--", "--output", output));
      if (when.equals("while it is written to")) {
        arguments.addAll(List.of("--images", table())); // nobody counts its rows before
      }

      CommandRun run = run(SUBMIT, arguments.toArray());

      assertEquals(5, run.status(), run.err());
      assertEquals("", run.out());
      assertTrue(run.err().contains(small.toString()), run.err());
      assertEquals(when.startsWith("before"), run.err().contains("expected room for 1 MiB"));
      assertEquals(1, run.err().lines().count(), run.err());
      assertFalse(Files.exists(output));
    }
  }

  private Path table() throws IOException {
    String row = ",7".repeat(784) + "\n";
    StringBuilder csv = new StringBuilder("label");
    for (int i = 0; i < 784; i++) {
      csv.append(",pixel").append(i);
    }
    csv.append("\n");
    for (int i = 0; i < 10_000; i++) {
      csv.append(i % 10).append(row);
    }
    return Files.writeString(dir.resolve("table.csv"), csv);
  }

  /** F8. */
  @Test
  void aJobThatFailsLeavesWhatItWasToOverwrite() throws Exception {
    Path output = outputApart();
    byte[] zipped = IdxFixture.gzip(Files.readAllBytes(images(1)));
    zipped[zipped.length - 6] ^= 1; // the checksum, which is read last
    Path damaged = IdxFixture.write(dir.resolve("damaged"), zipped);
    run(SUBMIT, "--output", output).assertAccuracy(Golden.ACCURACY);
    List<String> before = names(output);

    CommandRun run = run(SUBMIT, "--images", damaged, "--output", output, "--overwrite");

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(List.of("out"), names(output.getParent()));
    assertEquals(before, names(output));
    assertGolden(output, 1);
  }

  /** F9. */
  @ParameterizedTest
  @ValueSource(strings = {"in", "in/out"})
  void anOutputThatIsTheInputOrInItIsRefusedBeforeAnyWork(String out) throws Exception {
    Path input = Files.createDirectory(dir.resolve("in"));
    byte[] bytes = IdxFixture.images(50, 28, 28);
    Path images = IdxFixture.write(input.resolve("images"), bytes);
    Path output = dir.resolve(out);

    run(SUBMIT, "--images", input, "--output", output, "--overwrite")
        .assertFailure(
            2,
            "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(output, input));

    assertEquals(List.of("images"), names(input));
    assertArrayEquals(bytes, Files.readAllBytes(images));
  }

  /** F13. */
  @ParameterizedTest
  @ValueSource(strings = {"delete", "replace"})
  void anInputThatIsDeletedOrReplacedAfterListingFailsTheJob(String fault) throws Exception {
    Path images = images(1);
    Path output = dir.resolve("out");
    Files.createFile(FaultyFileSystem.beside(images, fault));
    IdxFixture.write(FaultyFileSystem.beside(images, "other"), IdxFixture.images(10_000, 28, 28));

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty("local-cluster[2,1,1024]"),
                "--images",
                faulty(images),
                "--partitions",
                4,
                "--output",
                output));

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("faulty:" + images), run.err());
    assertTrue(Files.exists(FaultyFileSystem.beside(images, "had." + fault)));
    assertFalse(Files.exists(output));
  }
}
