package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of Spark Connect reads through a server that has the job's jar. */
@Tag("clusters")
class ConnectIT {
  @TempDir private Path dir;

  private static List<String> rows(String... args) throws Exception {
    Path jars = OtherSpark.jars("spark-connect-client");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                Submitting.PROJECT.resolve("target/test-classes") + ":" + jars + "/*",
                ConnectClient.class.getName()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out.lines().toList();
  }

  @Test
  void theImagesOfIdxFilesAreTheSameAsInASessionOfItsOwn() throws Exception {
    String images = SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz").toString();
    String labels = SharedSpark.DATA.resolve("t10k-labels-idx1-ubyte.gz").toString();
    List<String> expected =
        SharedSpark.session()
            .read()
            .format("idx")
            .option("labels", labels)
            .load(images)
            .toJSON()
            .collectAsList()
            .stream()
            .sorted()
            .toList();

    try (ConnectServer server = new ConnectServer(OtherSpark.home("spark-distribution"), dir)) {
      List<String> rows = rows(server.url(), "idx", images, "labels", labels);

      assertEquals(10_000, rows.size());
      assertEquals(expected, rows);
    }
  }
}
