package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job as its user starts it: submit.sh, spark-submit and the jar, in processes of their own.
 */
class SubmitIT extends Submitting {
  @Test
  void fromAnyDirectoryItScoresTheShippedTestSet() throws Exception {
    CommandRun run = run(SUBMIT);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(
        run.err().startsWith("Scored 10,000 images in ")
            && run.err().endsWith(" with OpenBLAS 0.3.31; 9,783 of 10,000 right\n"),
        run.err());
  }

  @Test
  void throughASymlinkAndFromAPathWithSpacesItFindsItsOwnFiles() throws Exception {
    Path copy = copyOfProject();
    Path link = Files.createSymbolicLink(dir.resolve("link"), copy.resolve("submit.sh"));

    run(link, "--master", "local[1]", "--", "score").assertAccuracy(Golden.ACCURACY);
  }

  /** Whatever was compiled by then, and however many tasks ran side by side. */
  @Test
  void whatIsDeterministicIsTheSameInEveryRunOnOneCoreAndOnTwo() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (String master : List.of("local[1]", "local[2]", "local[2]")) {
      Path output = dir.resolve("out" + runs.size());
      run(
              SUBMIT,
              "--master",
              master,
              "--",
              "--deterministic",
              "--probabilities",
              "--output",
              output)
          .assertAccuracy(Golden.ACCURACY);
      runs.add(
          SharedSpark.session()
              .read()
              .parquet(output.toString())
              .orderBy("index")
              .toJSON()
              .collectAsList());
    }

    assertEquals(10_000, runs.get(0).size());
    assertEquals(runs.get(0), runs.get(1));
    assertEquals(runs.get(0), runs.get(2));
  }

  /** Nor what the JVM says of its options. */
  @Test
  void withQuietNothingIsOnStderr() throws Exception {
    run(SUBMIT, "--quiet").assertAccuracy(Golden.ACCURACY);

    try (var written = Files.newDirectoryStream(dir, "err*")) {
      assertEquals("", Files.readString(written.iterator().next()));
    }
  }

  /** The JVM says so of each run that has the module of vectors. */
  @ParameterizedTest
  @ValueSource(strings = {"softmax 0 0", "--help", "-V", "score -h"})
  void whatScoresNothingSaysNothingOfModules(String command) throws Exception {
    Path err = dir.resolve("stderr");

    CommandRun run = run(script("exec '%s' %s 2>'%s'".formatted(SUBMIT, command, err)));

    assertEquals(0, run.status());
    assertEquals("", Files.readString(err));
  }

  @Test
  void anotherCollectorThatIsAskedForIsTheOneThatRuns() throws Exception {
    Path log = dir.resolve("gc.log");

    run(SUBMIT, "--driver-java-options", "-XX:+UseSerialGC -Xlog:gc:file=" + log, "--")
        .assertAccuracy(Golden.ACCURACY);

    assertTrue(Files.readString(log).contains("Using Serial"));
  }

  @Test
  void executorsInProcessesOfTheirOwnScoreTheSame() throws Exception {
    Path output = dir.resolve("predictions");

    CommandRun run =
        run(
            SUBMIT,
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.ui.enabled=false",
            "--",
            "--output",
            output);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(" with OpenBLAS 0.3.31; "), run.err());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertEquals(
        10_000,
        SharedSpark.session().read().parquet(output.toString()).select("index").distinct().count());
  }

  @Test
  void whereOpenBlasDoesNotLoadTheJavaOneScoresTheSameAndIsNamed() throws Exception {
    String missing = "-Ddev.ludovic.netlib.blas.nativeLibPath=/no/such/library.so";

    CommandRun run = run(SUBMIT, "--driver-java-options", missing, "--");

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(" with netlib VectorBLAS (no native BLAS: "), run.err());
  }

  @Test
  void aSparkHomeThatIsSetIsUsed() throws Exception {
    Path home = dir.resolve("spark home");
    Path submit = home.resolve("bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
    assertTrue(submit.toFile().setExecutable(true));
    environment.put("SPARK_HOME", home.toString());

    CommandRun run = run(SUBMIT, "--master", "yarn", "--", "score", "--batch-size", 3);

    assertEquals(7, run.status());
    assertEquals(
        List.of(
            "--conf",
            "spark.forwardpass.data=file://" + PROJECT.resolve("data"),
            "--master",
            "yarn",
            "--class",
            "forwardpass.ScoringJob",
            PROJECT.resolve("target/forwardpass.jar").toString(),
            "score",
            "--batch-size",
            "3"),
        run.out().lines().toList());
  }
}
