package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What submit.sh cannot do, and what the job cannot, is one message and an exit status. */
class SubmitFailuresIT extends Submitting {
  @Test
  void aFailureInATaskOfAnExecutorIsOneMessage() throws Exception {
    byte[] zipped = IdxFixture.gzip(IdxFixture.images(100, 28, 28));
    Path images = IdxFixture.write(dir.resolve("images"), Arrays.copyOf(zipped, zipped.length - 9));

    CommandRun run = run(SUBMIT, "--master", "local-cluster[1,1,1024]", "--", "--images", images);

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("Truncated: file:" + images + ", gzip, after "), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "--batch-size=0"})
  void usageErrorsEndWithStatusTwo(String option) throws Exception {
    CommandRun run = run(SUBMIT, option);

    assertEquals(2, run.status());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anUnsupportedJavaGetsOneLine() throws Exception {
    Path java = dir.resolve("jdk-8");
    Files.createDirectories(java.resolve("bin"));
    assertTrue(Files.createFile(java.resolve("bin/java")).toFile().setExecutable(true));
    Files.writeString(
        java.resolve("release"), "JAVA_VERSION=\"1.8.0_292\"\n", StandardCharsets.UTF_8);
    environment.put("JAVA_HOME", java.toString());

    run(SUBMIT)
        .assertFailure(
            2,
            "Unsupported Java: expected a JDK from 17 to 25, found 8 in %s; set JAVA_HOME to JDK 17, 21 or 25"
                .formatted(java));
  }

  @Test
  void aJavaHomeAndASparkHomeThatAreNotThereGetOneLine() throws Exception {
    environment.put("JAVA_HOME", "/no/such/jdk");
    run(SUBMIT)
        .assertFailure(
            2,
            "Cannot find Java: no bin/java in JAVA_HOME, /no/such/jdk; set it to a JDK 17, 21 or 25");

    environment.clear();
    environment.put("SPARK_HOME", "/no/such/spark");
    run(SUBMIT)
        .assertFailure(
            2,
            "Cannot find Spark: no bin/spark-submit in SPARK_HOME, /no/such/spark; correct it, or unset it for the Spark that Maven fetches");
  }

  /** As a pod finds no jar of this machine. */
  @Test
  void kubernetesIsToldWhereTheJarIsInTheImage() throws Exception {
    run(SUBMIT, "--master", "k8s://https://localhost:1", "--deploy-mode=cluster", "--")
        .assertFailure(
            2,
            "Cannot send %s to Kubernetes: expected FORWARDPASS_JAR, found none; set it to where the jar is in the image, local:///PATH, or give --conf spark.kubernetes.file.upload.path=URL"
                .formatted(PROJECT.resolve("target/forwardpass.jar")));
  }

  @Test
  void resultsThatCannotBePrintedAreAFailure() throws Exception {
    run(script("exec '%s' softmax 1 2 >/dev/full".formatted(SUBMIT)))
        .assertFailure(
            5,
            "Cannot write to stdout: it is closed, or its disk is full; not all results are there");
  }

  @Test
  void aBuildThatIsInterruptedEndsWithStatus130() throws Exception {
    Path project = Files.createDirectory(dir.resolve("project"));
    Path submit =
        Files.copy(SUBMIT, project.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
    Path version = project.resolve("src/main/spark/bin/java-version");
    Files.createDirectories(version.getParent());
    Files.copy(
        PROJECT.resolve("src/main/spark/bin/java-version"),
        version,
        StandardCopyOption.COPY_ATTRIBUTES);
    Path mvn = script("trap 'exit 130' INT; kill -INT 0; exit 1"); // a JVM ends so, too
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Files.move(mvn, bin.resolve("mvn"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));

    CommandRun run =
        run(script("exec setsid --wait env --default-signal=INT '%s'".formatted(submit)));

    assertEquals(130, run.status(), run.err());
    assertFalse(run.err().contains("Cannot build"), run.err());
  }
}
