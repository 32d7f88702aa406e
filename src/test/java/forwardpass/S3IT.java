package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images, labels, weights, predictions and the report on a real S3 server. */
class S3IT extends OnS3 {
  private static final String IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String LABELS = "t10k-labels-idx1-ubyte.gz";
  private static final String WEIGHTS = "mnist_weights.pkl";

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void uploadData() throws IOException {
    for (String name : List.of(IMAGES, LABELS, WEIGHTS)) {
      upload(SharedSpark.DATA.resolve(name), "data/" + name);
    }
  }

  private CommandRun submit(Object... job) throws Exception {
    List<Object> options = server.options();
    options.add("--");
    CommandRun run = run(SUBMIT, with(options, job));
    said.add(run.out() + run.summary() + run.err());
    return run;
  }

  private CommandRun score(String output, Object... more) throws Exception {
    List<Object> job =
        new ArrayList<>(
            List.of(
                "--images",
                root + "data/" + IMAGES,
                "--labels",
                root + "data/" + LABELS,
                "--weights",
                root + "data/" + WEIGHTS,
                "--output",
                output));
    job.addAll(List.of(more));
    return submit(job.toArray());
  }

  /** Neither what was said nor any file on the server has a key in it. */
  private void assertNoKeysTold() throws IOException {
    assertFalse(said.isEmpty());
    said.forEach(S3IT::assertNoKeys);
    List<FileStatus> left = new ArrayList<>(List.of(s3.listStatus(new Path(root))));
    while (!left.isEmpty()) {
      FileStatus next = left.remove(left.size() - 1);
      assertNoKeys(next.getPath().toString());
      if (next.isDirectory()) {
        left.addAll(List.of(s3.listStatus(next.getPath())));
      } else {
        assertNoKeys(latin(next.getPath()));
      }
    }
  }

  private static void assertNoKeys(String text) {
    assertFalse(text.contains(S3Server.ACCESS_KEY), text);
    assertFalse(text.contains(S3Server.SECRET_KEY), text);
  }

  private static String latin(Path file) throws IOException {
    try (InputStream in = s3.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void everythingMayBeOnS3AndNoKeyIsTold() throws Exception {
    String output = root + "scored";
    score(output, "--report", root + "report").assertAccuracy(Golden.ACCURACY);

    assertGoldenOnS3(output, 1);
    assertEquals(
        List.of("_SUCCESS", "_manifest.json", "_tally"),
        names(output).stream().map(name -> name.replaceAll("-.*", "")).toList());
    assertEquals(List.of("report.html", "report.json", "status.json"), names(root + "report"));
    assertTrue(text(root + "report/report.json").contains(root + "data/" + IMAGES));

    score(output)
        .assertFailure(
            5,
            "Cannot write %s: it exists; choose another --output, or replace it with --overwrite"
                .formatted(output));
    assertGoldenOnS3(output, 1);

    score(output, "--overwrite").assertAccuracy(Golden.ACCURACY);
    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
    assertNoKeysTold();
  }

  @Test
  void whatArrivesIsAddedAndNothingIsScoredTwice() throws Exception {
    String output = root + "resumed";
    Object[] arguments = {
      "--images", root + "images", "--labels", root + "labels", "--output", output, "--resume"
    };
    upload(images(1), "images/a");
    upload(labels(1), "labels/a");
    submit(arguments).assertAccuracy(Golden.ACCURACY);
    assertGoldenOnS3(output, 1);

    upload(images(1), "images/b");
    upload(labels(1), "labels/b");
    CommandRun second = submit(arguments);

    second.assertAccuracy(Golden.ACCURACY);
    assertTrue(second.err().contains("10,000 before; "), second.err());
    assertTrue(second.err().contains("19,566 of 20,000 right"), second.err());
    assertGoldenOnS3(output, 2);
    assertEquals(COMPLETE, names(output));
    assertNoKeysTold();
  }
}
