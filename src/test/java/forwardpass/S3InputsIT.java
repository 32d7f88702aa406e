package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is scored is what was on S3 when the job began, or the job fails. */
@Tag("stores")
class S3InputsIT extends ThroughProxy {
  private interface Disturbance {
    void happen() throws IOException, InterruptedException;
  }

  /** Something happens to a file of images when its header was read, and before its images are. */
  private static CommandRun disturbed(String images, Disturbance disturbance) throws IOException {
    AtomicInteger reads = new AtomicInteger();
    proxy.befall(
        request -> {
          if (request.startsWith("GET ")
              && request.endsWith(images)
              && reads.incrementAndGet() == 3) { // what it is, its header, and then images
            disturbance.happen();
          }
          return 200;
        });
    String output = root + "of" + images;
    CommandRun run = CommandRun.of("--images", root + images.substring(1), "--output", output);
    proxy.befall(S3Proxy.Trouble.NONE);
    assertTrue(reads.get() >= 3, () -> proxy.takeRequests() + " reads: " + run.err());
    assertFalse(s3.exists(new Path(output)));
    return run;
  }

  @Test
  void anInputThatIsReplacedWhileItIsReadFailsTheJob() throws Exception {
    upload(images(1), "replaced/images");
    java.nio.file.Path other =
        IdxFixture.write(dir.resolve("other"), IdxFixture.images(10_000, 28, 28));

    CommandRun run =
        disturbed(
            "/replaced/images",
            () -> {
              Thread.sleep(1100); // stores tell of whole seconds
              upload(other, "replaced/images");
            });

    assertEquals(3, run.status(), run.err());
    assertTrue(
        run.err()
            .startsWith(
                "Corrupt: %sreplaced/images: expected the file that was there when the job began, of 7840016 bytes, changed at "
                    .formatted(root)),
        run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anInputThatIsDeletedWhileItIsReadFailsTheJob() throws Exception {
    upload(images(1), "deleted/images");

    CommandRun run =
        disturbed("/deleted/images", () -> s3.delete(new Path(root + "deleted/images"), false));

    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().startsWith("Cannot read %sdeleted/images: ".formatted(root)), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void aTaskThatFailsOnceIsRunAgain() throws Exception {
    java.nio.file.Path images = images(1);
    String output = root + "again";
    Files.createFile(FaultyFileSystem.beside(images, "throw"));

    CommandRun run =
        run(
            SUBMIT,
            with(
                faulty("local[2,4]", server.options().toArray()),
                "--images",
                faulty(images),
                "--labels",
                labels(1),
                "--partitions",
                4,
                "--output",
                output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(Files.exists(FaultyFileSystem.beside(images, "had.throw")));
    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
  }
}
