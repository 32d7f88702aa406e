package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is begun on S3 by executors that die there. */
@Tag("stores")
class S3ExecutorsIT extends OnS3 {
  private static final int COPIES = 4;
  private static final int ATTEMPTS = 4;

  /** Executors are the only processes of a job that have no processes of their own. */
  private static void killExecutors(Process job) {
    job.descendants()
        .filter(process -> process.children().findAny().isEmpty())
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** F2: whoever uploads the last file dies of it, when all others are uploaded. */
  @Test
  void aTaskThatAlwaysKillsItsExecutorEndsTheJobAndLeavesNothing() throws Exception {
    String output = root + "killing/out";
    AtomicReference<Process> job = new AtomicReference<>();
    AtomicInteger deaths = new AtomicInteger();

    try (S3Proxy proxy = S3Proxy.before(server)) {
      proxy.befall(
          request -> {
            if (request.matches("PUT /.*/killing/out/part-00007-.*[?&]uploadId=.*")) {
              deaths.incrementAndGet();
              killExecutors(job.get());
            }
            return 200;
          });
      CommandRun run =
          run(
              job::set,
              SUBMIT,
              with(
                  faulty("local-cluster[1,1,1024]", server.options(proxy.endpoint()).toArray()),
                  "--images",
                  images(COPIES),
                  "--labels",
                  labels(COPIES),
                  "--partitions",
                  8,
                  "--report",
                  root + "killing/report",
                  "--output",
                  output));

      assertEquals(1, run.status(), run.err());
      assertEquals("", run.out());
      assertTrue(
          run.err()
              .matches(
                  "Fault: .* Task 7 in stage [0-9.]+ failed 4 times, .* Command exited with code 137; run again with --verbose to see where\n"),
          run.err());
      assertEquals(ATTEMPTS, deaths.get());
      List<String> uploaded =
          proxy.takeRequests().stream()
              .filter(request -> request.matches("PUT /.*/out/part-0000[0-6]-.*uploadId=.*"))
              .toList();
      assertEquals(7, uploaded.size(), uploaded::toString);
    }
    assertEquals(List.of(), all(output));
    assertEquals(List.of("report"), all(root + "killing"));
    assertEquals(List.of("status.json"), all(root + "killing/report"));
    try (InputStream in = s3.open(new Path(root, "killing/report/status.json"))) {
      assertEquals("failed", new ObjectMapper().readTree(in).get("state").asText());
    }
    assertEquals(List.of(), server.uploads());
  }
}
