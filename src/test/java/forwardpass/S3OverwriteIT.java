package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run on S3 was to replace gives way only to what is computed. */
@Tag("stores")
class S3OverwriteIT extends OnS3 {
  private static List<String> parts(String output) throws IOException {
    return all(output).stream().filter(name -> name.startsWith("part-")).toList();
  }

  /** Between the deletes and the last upload: no reader takes what is there for an output. */
  @Test
  void aDriverThatIsKilledWhileOldFilesGiveWayLeavesNothingCompleteAndTheNextRunHasAll()
      throws Exception {
    String output = root + "between";
    CommandRun.of("--output", output).assertAccuracy(Golden.ACCURACY);
    List<String> before = parts(output);
    AtomicInteger completed = new AtomicInteger();

    try (S3Proxy proxy = S3Proxy.before(server)) {
      proxy.befall(
          request -> {
            if (request.matches("POST /.*/between/part-.*[?&]uploadId=.*")
                && completed.incrementAndGet() > 1) {
              Thread.sleep(Duration.ofMinutes(10).toMillis()); // the driver does not live so long
            }
            return 200;
          });
      List<Object> options = server.options(proxy.endpoint());
      options.addAll(List.of("--master", "local[2]", "--"));
      CommandRun killed =
          run(
              process -> {
                await(
                    "one upload is completed, and another is about to be",
                    process,
                    () -> completed.get() > 1 && !parts(output).isEmpty());
                killTree(process);
              },
              SUBMIT,
              with(
                  options,
                  "--images",
                  images(1),
                  "--labels",
                  labels(1),
                  "--partitions",
                  4,
                  "--output",
                  output,
                  "--overwrite"));
      assertEquals(137, killed.status());
    }
    List<String> left = all(output);
    assertTrue(left.stream().noneMatch(before::contains), left::toString);
    assertTrue(left.stream().noneMatch(COMPLETE::contains), left::toString);
    int written = parts(output).size();
    assertTrue(written > 0 && written < 4, left::toString);

    CommandRun.of("--output", output).assertAccuracy(Golden.ACCURACY);

    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
    assertTrue(parts(output).stream().noneMatch(left::contains));
  }

  @Test
  void aJobThatFailsLeavesWhatItWasToOverwrite() throws Exception {
    String output = root + "kept";
    CommandRun.of("--output", output).assertAccuracy(Golden.ACCURACY);
    List<String> before = all(output);
    byte[] whole = IdxFixture.gzip(IdxFixture.images(10_000, 28, 28));
    upload(
        Files.write(dir.resolve("cut.gz"), Arrays.copyOf(whole, whole.length / 2)),
        "cut/images.gz");

    CommandRun failed = CommandRun.of("--images", root + "cut", "--output", output, "--overwrite");

    assertEquals(3, failed.status(), failed.err());
    assertTrue(failed.err().contains(root + "cut/images.gz"), failed.err());
    assertEquals(before, all(output));
    assertGoldenOnS3(output, 1);
  }

  @Test
  void noRunWritesIntoItsInput() throws Exception {
    upload(images(1), "input/images");

    for (String into : List.of("input", "input/scored")) {
      CommandRun.of("--images", root + "input", "--output", root + into, "--overwrite")
          .assertFailure(
              2,
              "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                  .formatted(root + into, root + "input"));
    }

    assertEquals(List.of("images"), all(root + "input"));
  }

  @ParameterizedTest
  @CsvSource({
    "globbed/*, globbed/out",
    "globbed/*, globbed/out/below",
    "globbed/i?ages, globbed/images/out",
    "'globbed/{images,o*}', globbed/out",
    "globbed/im*, globbed"
  })
  void noRunWritesToWhereAGlobLeads(String input, String out) throws IOException {
    put(root + "globbed/images", "");

    CommandRun.of("--images", root + input, "--output", root + out)
        .assertFailure(
            2,
            "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(root + out, root + input));

    assertEquals(List.of("images"), all(root + "globbed"));
  }
}
