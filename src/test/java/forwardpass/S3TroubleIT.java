package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that fails, throttles and is slow costs time and no image. */
@Tag("stores")
class S3TroubleIT extends ThroughProxy {
  private static final int PARTS = 3;

  /** The client's own patience ends before. */
  private static final int REFUSALS = 7;

  /**
   * Of each 31 requests some fail, one way or another.
   *
   * @param throttled what one ends with that the store refuses again and again
   */
  private static S3Proxy.Trouble trouble(String throttled) {
    AtomicInteger requests = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    return request -> {
      if (request.startsWith("GET ")
          && request.endsWith(throttled)
          && refusals.incrementAndGet() <= REFUSALS) {
        return S3Proxy.SLOW_DOWN;
      }
      int turn = requests.incrementAndGet() % 31;
      if (turn == 19) {
        throw new IOException("the connection is closed without an answer");
      }
      if (turn == 27) {
        Thread.sleep(300);
      }
      return turn == 3 ? 500 : turn == 11 ? S3Proxy.SLOW_DOWN : 200;
    };
  }

  @Test
  void aStoreThatFailsAndThrottlesCostsNoImageAndIsNamedOnce() throws Exception {
    upload(images(1), "job/images");
    upload(labels(1), "job/labels");
    String output = root + "troubled";
    proxy.befall(trouble("/job/images"));

    List<Object> options = server.options(proxy.endpoint());
    options.add("--");
    CommandRun run =
        run(
            SUBMIT,
            with(
                options,
                "--images",
                root + "job/images",
                "--labels",
                root + "job/labels",
                "--partitions",
                4,
                "--output",
                output));
    proxy.befall(S3Proxy.Trouble.NONE);

    run.assertAccuracy(Golden.ACCURACY);
    assertEquals(
        1,
        run.err()
            .lines()
            .filter(
                line ->
                    line.matches(
                        "[0-9:]{8} WARN Throttling: %s asks for fewer requests at a time: they are sent again, later; fewer cores send fewer"
                            .formatted(root.replaceAll("/$", ""))))
            .count(),
        run.err());
    assertTrue(run.err().lines().noneMatch(line -> line.contains("s3a.")), run.err());
    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
  }

  @Test
  void whatIsResumedOnSuchAStoreIsExact() throws Exception {
    String output = root + "resumed";
    for (int i = 0; i < PARTS; i++) {
      upload(images(1), "parts/images/" + i);
      upload(labels(1), "parts/labels/" + i);
    }
    proxy.befall(trouble("/parts/images/1"));

    CommandRun run =
        CommandRun.of(
            "--images",
            root + "parts/images",
            "--labels",
            root + "parts/labels",
            "--output",
            output,
            "--resume");
    proxy.befall(S3Proxy.Trouble.NONE);

    run.assertAccuracy(Golden.ACCURACY);
    assertGoldenOnS3(output, PARTS);
    assertEquals(COMPLETE, names(output));
  }
}
