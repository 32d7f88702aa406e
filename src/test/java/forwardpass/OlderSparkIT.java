package forwardpass;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A SPARK_HOME of the version before. */
class OlderSparkIT extends Submitting {
  @Test
  @Tag("faults")
  void theMainJobRunsOnSpark41() throws Exception {
    assumeTrue(Runtime.version().feature() < 24, "Spark 4.1 does not run on this Java");
    environment.put("SPARK_HOME", OtherSpark.home("spark-4.1").toString());
    Path output = dir.resolve("out");

    CommandRun run = run(SUBMIT, "--output", output, "--report", dir.resolve("report"));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
  }

  @Test
  void onAJavaThatItDoesNotRunOnItIsRefusedWithALine() throws Exception {
    Path java = dir.resolve("jdk-25");
    Files.createDirectories(java.resolve("bin"));
    assertTrue(Files.createFile(java.resolve("bin/java")).toFile().setExecutable(true));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n", StandardCharsets.UTF_8);
    Path jars = Files.createDirectories(dir.resolve("spark/jars"));
    Files.createFile(jars.resolve("spark-core_2.13-4.1.0.jar"));
    environment.put("JAVA_HOME", java.toString());
    environment.put("SPARK_HOME", dir.resolve("spark").toString());

    run(SUBMIT)
        .assertFailure(
            2,
            "Unsupported Java: expected a JDK 17 or 21 for the Spark 4.1 in SPARK_HOME, found 25 in %s; set JAVA_HOME to one, or SPARK_HOME to Spark 4.2"
                .formatted(java));
  }
}
