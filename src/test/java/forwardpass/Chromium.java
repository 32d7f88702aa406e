package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens pages, out of reach of any network. */
final class Chromium {
  private Chromium() {}

  static boolean isThere() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "chromium")));
  }

  /**
   * A page as it was shown.
   *
   * @param page its elements, after its scripts
   * @param complaints what its console has
   */
  record Shown(String page, List<String> complaints) {}

  /** Opens a page, and leaves what Chromium says beside it. */
  static Shown open(Path page, String... more) throws IOException, InterruptedException {
    Path shown = page.resolveSibling("shown");
    Path said = page.resolveSibling("said");
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--disable-dev-shm-usage",
                // What chromium leaves behind writes there when it has ended, too.
                "--user-data-dir="
                    + Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath(),
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
                "--dump-dom"));
    command.addAll(List.of(more));
    command.add(page.toUri().toString());
    Process chromium =
        new ProcessBuilder(command)
            .redirectOutput(shown.toFile())
            .redirectError(said.toFile())
            .start();
    boolean ended = chromium.waitFor(8, TimeUnit.MINUTES);
    Submitting.killTree(chromium);
    assertTrue(ended, () -> "chromium does not end: " + said);

    assertEquals(0, chromium.exitValue(), Files.readString(said));
    return new Shown(
        Files.readString(shown),
        Files.readAllLines(said).stream().filter(line -> line.contains("CONSOLE")).toList());
  }
}
