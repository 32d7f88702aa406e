package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Has Maven fetch the jars of another Spark than the project's. */
final class OtherSpark {
  private OtherSpark() {}

  /**
   * Lays one out as a Spark home.
   *
   * @param name of a directory in {@code src/test} with a pom of its jars
   */
  static Path home(String name) throws IOException, InterruptedException {
    Path home = jars(name).getParent();
    run("cp", "-a", Submitting.PROJECT.resolve("src/main/spark/bin").toString(), home.toString());
    return home;
  }

  /** The directory of the jars that a pom names. */
  static Path jars(String name) throws IOException, InterruptedException {
    Path jars = Submitting.PROJECT.resolve("target").resolve(name).resolve("jars");
    run(
        "mvn",
        "-B",
        "-q",
        "-f",
        Submitting.PROJECT.resolve("src/test").resolve(name).resolve("pom.xml").toString(),
        "dependency:copy-dependencies",
        "-DoutputDirectory=" + jars);
    return jars;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
