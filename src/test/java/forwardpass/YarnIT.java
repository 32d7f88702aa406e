package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real YARN, to which submit.sh gives the job with a Spark that has YARN's classes. */
@Tag("clusters")
class YarnIT extends Faults {
  private static final int COPIES = 12;

  @TempDir private static Path ofCluster;

  private static YarnCluster yarn;
  private static Path spark;

  @BeforeAll
  static void startYarn() throws Exception {
    spark = OtherSpark.home("spark-distribution");
    yarn = new YarnCluster(ofCluster);
  }

  @AfterAll
  static void stopYarn() {
    if (yarn != null) {
      yarn.close();
    }
  }

  @BeforeEach
  void nameCluster() {
    environment.put("SPARK_HOME", spark.toString());
    environment.put("HADOOP_CONF_DIR", yarn.configuration().toString());
  }

  /** Options of spark-submit, of which only the first four are for YARN itself. */
  private List<Object> onYarn(String mode, Object... more) {
    List<Object> options = faulty("yarn", "--deploy-mode", mode);
    options.remove(options.size() - 1);
    for (String option :
        List.of(
            "spark.yarn.jars=local:" + spark.resolve("jars") + "/*",
            "spark.yarn.stagingDir=" + dir.resolve("staging").toUri(),
            "spark.executor.instances=1",
            "spark.driver.memory=1g",
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1")) {
      options.add("--conf");
      options.add(option);
    }
    options.addAll(List.of(more));
    options.add("--");
    return options;
  }

  private static void assertEnded(FinalApplicationStatus status) throws Exception {
    ApplicationReport application = yarn.last();
    assertEquals(status, application.getFinalApplicationStatus(), application.getDiagnostics());
    assertEquals(1, yarn.attempts(application));
  }

  @Test
  void theMainJobHasItsAnswerInClientMode() throws Exception {
    Path output = dir.resolve("out");

    CommandRun run = run(SUBMIT, with(onYarn("client"), "--output", output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(" with OpenBLAS 0.3.31; 9,783 of 10,000 right"), run.err());
    assertGolden(output, 1);
    assertEnded(FinalApplicationStatus.SUCCEEDED);
  }

  @Test
  void theMainJobHasItsAnswerInTheLogOfTheDriverInClusterMode() throws Exception {
    Path output = dir.resolve("out");

    CommandRun client = run(SUBMIT, with(onYarn("cluster"), "--output", output));

    assertEquals(new CommandRun(0, "", ""), client);
    yarn.driver(yarn.last(), 1).assertAccuracy(Golden.ACCURACY);
    assertGolden(output, 1);
    assertEnded(FinalApplicationStatus.SUCCEEDED);
  }

  /** A job that fails in each of the ways that would fail again, and what it says. */
  private Failing failing(int status) throws IOException {
    return switch (status) {
      case 3 -> {
        Path images = Files.writeString(dir.resolve("images"), "no such thing");
        yield new Failing(List.of("--images", images), "Unsupported: " + images + ": expected IDX");
      }
      case 5 -> {
        Path output = Files.createDirectory(dir.resolve("out"));
        Files.createFile(output.resolve("of-others"));
        yield new Failing(List.of("--output", output), "Cannot write " + output + ": ");
      }
      default ->
          new Failing(
              List.of("--min-accuracy", "0.99"),
              "Accuracy is below --min-accuracy: expected at least 0.99, found 0.9783");
    };
  }

  private record Failing(List<Object> options, String message) {}

  @ParameterizedTest
  @CsvSource({"client, 3", "client, 5", "client, 6", "cluster, 3", "cluster, 5", "cluster, 6"})
  void aJobThatFailsIsSeenAsFailedIsNotRunAgainAndSaysWhy(String mode, int status)
      throws Exception {
    Failing failing = failing(status);

    CommandRun run = run(SUBMIT, with(onYarn(mode), failing.options().toArray()));

    assertEnded(FinalApplicationStatus.FAILED);
    if (mode.equals("client")) {
      assertEquals(status, run.status(), run.err());
      assertSays(failing, run);
    } else {
      assertEquals(1, run.status(), run.err());
      CommandRun driver = yarn.driver(yarn.last(), 1);
      assertSays(failing, driver);
      String message = driver.err().lines().reduce((first, last) -> last).orElseThrow();
      String diagnostics =
          "User class threw exception: forwardpass.FailedOnYarn: exit status %d: %s\n"
              .formatted(status, message);
      assertEquals(diagnostics, yarn.last().getDiagnostics());
      assertTrue(
          run.err().contains("ERROR Client: Application diagnostics message: " + diagnostics),
          run.err());
    }
  }

  private static void assertSays(Failing failing, CommandRun run) {
    List<String> lines = new ArrayList<>(run.err().lines().toList());
    String last = lines.remove(lines.size() - 1);
    assertTrue(last.startsWith(failing.message()), run.err());
    assertTrue(lines.stream().allMatch(line -> line.startsWith("Scored 10,000 ")), run.err());
  }

  /** The images are read by the first attempt, which is killed, and again by the second. */
  @Test
  void anAttemptThatIsKilledIsFollowedByOneThatTakesItsOutputOver() throws Exception {
    Path images = images(COPIES);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);

    CommandRun client =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              assertTrue(yarn.driverProcess().destroyForcibly());
            },
            SUBMIT,
            with(
                onYarn("cluster", "--conf", "spark.yarn.maxAppAttempts=2"),
                "--images",
                faulty(images),
                "--labels",
                labels(COPIES),
                "--output",
                output));

    assertEquals(new CommandRun(0, "", ""), client);
    assertEquals(2, yarn.attempts(yarn.last()));
    yarn.driver(yarn.last(), 2).assertAccuracy(Golden.ACCURACY);
    assertGolden(output, COPIES);
  }

  @Test
  void aDriverBesideTheTerminalThatIsKilledIsNoSuccess() throws Exception {
    Path images = images(1);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);

    CommandRun run =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              process.destroyForcibly();
            },
            SUBMIT,
            with(onYarn("client"), "--images", faulty(images), "--output", output));

    assertEquals(137, run.status());
    assertEnded(FinalApplicationStatus.FAILED);
  }
}
