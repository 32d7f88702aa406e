package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Spark's own master and workers as processes, and what befalls them. */
class ClusterIT extends OwnCluster {
  private static final int COPIES = 12;

  /** F4: the first attempt never ends by itself, so that the job ends only by the second. */
  @Test
  void aTaskThatIsRunTwiceBySpeculationCountsOnce() throws Exception {
    String url = startCluster(2);
    Path images = images(1);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);

    run(
            submit,
            with(
                faulty(
                    url,
                    "--conf",
                    "spark.speculation=true",
                    "--conf",
                    "spark.speculation.interval=100ms",
                    "--conf",
                    "spark.speculation.minTaskRuntime=1s"),
                "--images",
                faulty(images),
                "--labels",
                labels(1),
                "--partitions",
                4,
                "--report",
                dir.resolve("report"),
                "--output",
                output))
        .assertAccuracy(Golden.ACCURACY);

    assertTrue(hold.holds());
    assertGolden(output, 1);
    JsonNode report = new ObjectMapper().readTree(dir.resolve("report/report.json").toFile());
    assertEquals(10_000, report.get("rows").get("read").asLong());
    assertEquals(9_783, report.get("metrics").get("correct").asLong());
  }

  /** F11. */
  @Test
  void aWorkerThatIsKilledCostsTimeAndAMasterTooWhileExecutorsLive() throws Exception {
    String url = startCluster(2);
    Path images = images(COPIES);
    Path output = dir.resolve("out");
    Hold hold = Hold.on(images);

    CommandRun run =
        run(
            process -> {
              awaitMidWrite(hold, output, process);
              killWorkerAndMaster(hold.process(), process);
            },
            submit,
            with(
                faulty(url),
                "--images",
                faulty(images),
                "--labels",
                labels(COPIES),
                "--partitions",
                12,
                "--output",
                output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains("117,396 of 120,000 right"), run.err());
    assertGolden(output, COPIES);
  }

  @Test
  void itEndsWhatItStartedAndSaysWhatRuns() throws Exception {
    String url = startCluster(1);

    CommandRun status = run(submit, "cluster", "status");
    CommandRun again = run(submit, "cluster", "start");
    ProcessHandle master = processOfCluster("master");
    ProcessHandle worker = processOfCluster("worker-1");
    CommandRun stop = run(submit, "cluster", "stop");
    CommandRun stopped = run(submit, "cluster", "status");

    assertTrue(url.matches("spark://127\\.0\\.0\\.1:[0-9]+"), url);
    assertEquals(
        new CommandRun(
            0,
            "%s\nmaster: running, process %d\nworker-1: running, process %d\n"
                .formatted(url, master.pid(), worker.pid()),
            ""),
        status);
    again.assertFailure(
        2,
        "Cannot start a cluster: one is running, %s; ./submit.sh cluster stop ends it"
            .formatted(url));
    assertEquals(new CommandRun(0, "", ""), stop);
    assertTrue(ClusterProject.hasEnded(master));
    assertTrue(ClusterProject.hasEnded(worker));
    assertEquals(new CommandRun(1, "no cluster\n", ""), stopped);
  }

  @Test
  void anotherOneStartsWhereTheMasterOfTheLastWasKilled() throws Exception {
    startCluster(1);
    ProcessHandle master = processOfCluster("master");
    ProcessHandle worker = processOfCluster("worker-1");
    master.destroyForcibly();
    while (!ClusterProject.hasEnded(master)) {
      Thread.sleep(20);
    }

    CommandRun status = run(submit, "cluster", "status");
    startCluster(1);

    assertEquals(1, status.status());
    assertTrue(status.out().contains("master: gone\nworker-1: running, "), status.out());
    assertTrue(ClusterProject.hasEnded(worker));
  }

  @Test
  void aNumberOfWorkersIsFrom1To99() throws Exception {
    for (String workers : new String[] {"0", "abc", "100"}) {
      run(submit, "cluster", "start", workers)
          .assertFailure(2, "Invalid number of workers: expected 1 to 99, found " + workers);
    }
  }
}
