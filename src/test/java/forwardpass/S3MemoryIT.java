package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With little memory there is a word of what to do, and nothing on S3. */
@Tag("stores")
class S3MemoryIT extends OnS3 {
  private static final Pattern BEGUN =
      Pattern.compile("POST /.*/memory/out/(part-[0-9]+)-.*[?]uploads.*");

  @Test
  void outputThatDoesNotFitIntoMemoryEndsTheJobWithAWordAndLeavesNothing() throws Exception {
    try (S3Proxy proxy = S3Proxy.before(server)) {
      CommandRun run =
          run(
              SUBMIT,
              WideOutput.job(
                  dir,
                  "local-cluster[1,4,512]",
                  server.options(proxy.endpoint()),
                  root + "memory/out",
                  WideOutput.IN_MEMORY));

      assertEquals(2, run.status(), run.err());
      assertTrue(run.err().matches(WideOutput.tooLittle("--executor-memory")), run.err());
      assertEquals("", run.out());
      Map<String, Long> begun =
          proxy.takeRequests().stream()
              .map(BEGUN::matcher)
              .filter(Matcher::matches)
              .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
      assertTrue(begun.containsValue(2L), begun::toString); // tried again
    }
    assertEquals(List.of(), all(root + "memory"));
    assertEquals(List.of(), server.uploads());
  }
}
