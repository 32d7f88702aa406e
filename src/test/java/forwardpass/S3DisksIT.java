package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store has room, and the disks of those who write to it have not. */
@Tag("stores")
class S3DisksIT extends OnS3 {
  private static final String UPLOADS = "spark.hadoop.fs.s3a.buffer.dir";

  private List<Object> options(String option, SmallDisk disk) {
    return faulty(
        "local[2]", with(server.options(), "--conf", "%s=%s".formatted(option, disk.path())));
  }

  @Test
  void aFullDiskOfSparksIsNamed() throws Exception {
    String output = root + "spark/out";
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 64)) {
      disk.fill(4);

      CommandRun run = run(SUBMIT, with(options("spark.local.dir", disk), "--output", output));

      run.assertFailure(
          5,
          "Cannot write %s: No space left on device; make room, or name another directory as spark.local.dir"
              .formatted(disk.path()));
    }
    assertEquals(List.of(), all(root + "spark"));
  }

  /** There S3A keeps what it has not uploaded. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--resume", "--overwrite"})
  void aDiskThatHoldsNoUploadIsNamed(String more) throws Exception {
    String output = root + "small" + more + "/out";
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 64)) {
      CommandRun run =
          run(
              SUBMIT,
              with(
                  options(UPLOADS, disk),
                  more.isEmpty()
                      ? new Object[] {"--output", output}
                      : new Object[] {"--output", output, more}));

      assertEquals(5, run.status(), run.err());
      assertEquals("", run.out());
      assertTrue(
          run.err()
              .matches(
                  "Cannot write %s, where S3A keeps what it uploads: Could not find any valid local directory for .* is 65536; make room there, or name another directory as %s\n"
                      .formatted(disk.path(), UPLOADS)),
          run.err());
    }
    assertEquals(List.of(), all(root + "small" + more));
  }

  @Test
  void aDiskThatIsFullBeforeAllIsUploadedIsNamed() throws Exception {
    java.nio.file.Path images = images(1);
    String output = root + "full/out";
    Hold hold = Hold.on(images);
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("small"), 80 << 10)) {
      CommandRun run =
          run(
              process -> {
                await("a task is held", process, hold::holds);
                disk.fill(0);
                hold.release();
              },
              SUBMIT,
              with(
                  options(UPLOADS, disk),
                  "--images",
                  faulty(images),
                  "--partitions",
                  1,
                  "--output",
                  output));

      run.assertFailure(
          5,
          "Cannot write %s, where S3A keeps what it uploads: No space left on device; make room there, or name another directory as %s"
              .formatted(disk.path(), UPLOADS));
    }
    assertEquals(List.of(), all(root + "full"));
  }
}
