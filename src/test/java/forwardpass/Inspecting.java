package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/** What {@code inspect} says of files. */
final class Inspecting {
  private Inspecting() {}

  /** It says this of a file, beside its name, length and digest. */
  static void assertDescribed(Path file, String... lines) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CommandRun run = CommandRun.of("inspect", file);

    assertEquals("", run.err());
    assertEquals(
        String.format(
            Locale.ROOT,
            "file: %s\nlength: %,d bytes\nSHA-256: %s\n%s\n",
            file,
            bytes.length,
            DigestUtils.sha256Hex(bytes),
            String.join("\n", lines)),
        run.out());
    assertEquals(0, run.status());
  }
}
