package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is begun twice on a cluster, and what its processes leave, is on S3 once. */
@Tag("stores")
class S3ClusterIT extends OnS3 {
  private static final int COPIES = 4;

  private ClusterProject project;

  @BeforeEach
  void linkProject() throws IOException {
    project = ClusterProject.of(this);
  }

  @AfterEach
  void stopCluster() throws Exception {
    project.stop();
  }

  /** Scores the test set in four tasks, the slow one of which is soon tried a second time. */
  private CommandRun score(S3Proxy proxy, String images, String to) throws Exception {
    return run(
        project.submit(),
        with(
            faulty(
                project.start(2),
                with(
                    server.options(proxy.endpoint()),
                    "--conf",
                    "spark.speculation=true",
                    "--conf",
                    "spark.speculation.interval=100ms",
                    "--conf",
                    "spark.speculation.minTaskRuntime=1s")),
            "--images",
            images,
            "--labels",
            labels(1),
            "--partitions",
            4,
            "--report",
            to + "/report",
            "--output",
            to + "/out"));
  }

  private static void assertThereOnce(String to) throws IOException {
    assertGoldenOnS3(to + "/out", 1);
    assertEquals(
        List.of("_SUCCESS", "_manifest.json", "_tally"),
        names(to + "/out").stream().map(name -> name.replaceAll("-.*", "")).toList());
    assertEquals(
        List.of("part-00000", "part-00001", "part-00002", "part-00003"),
        all(to + "/out").stream()
            .filter(name -> name.startsWith("part-"))
            .map(name -> name.substring(0, "part-00000".length()))
            .toList());
    try (InputStream in = s3.open(new Path(to, "report/report.json"))) {
      JsonNode report = new ObjectMapper().readTree(in);
      assertEquals(10_000, report.get("rows").get("read").asLong());
      assertEquals(9_783, report.get("metrics").get("correct").asLong());
    }
  }

  /** F4: the first attempt never ends by itself, so that the job ends only by the second. */
  @Test
  void aTaskThatIsRunTwiceBySpeculationCountsOnce() throws Exception {
    java.nio.file.Path images = images(1);
    Hold hold = Hold.on(images);

    try (S3Proxy proxy = S3Proxy.before(server)) {
      score(proxy, faulty(images), root + "held").assertAccuracy(Golden.ACCURACY);
    }

    assertTrue(hold.holds());
    assertThereOnce(root + "held");
  }

  /** F4: both have the same name for their file, and one may not commit. */
  @Test
  void ofTwoAttemptsThatUploadAFileOneIsCommitted() throws Exception {
    Pattern lastFile = Pattern.compile("PUT /.*/twice/out/part-00003-.*[?&]uploadId=([^&]+).*");
    Set<String> uploads = ConcurrentHashMap.newKeySet();
    CountDownLatch second = new CountDownLatch(1);

    try (S3Proxy proxy = S3Proxy.before(server)) {
      proxy.befall(
          request -> {
            Matcher upload = lastFile.matcher(request);
            if (upload.matches()) {
              uploads.add(upload.group(1));
              if (uploads.size() > 1) {
                second.countDown();
              }
              second.await();
            }
            return 200;
          });
      score(proxy, images(1).toString(), root + "twice").assertAccuracy(Golden.ACCURACY);
    }

    assertEquals(2, uploads.size(), uploads::toString);
    assertThereOnce(root + "twice");
  }

  /** F11. */
  @Test
  void aWorkerThatIsKilledCostsTimeAndAMasterTooWhileExecutorsLive() throws Exception {
    java.nio.file.Path images = images(COPIES);
    String output = root + "masterless";
    Hold hold = Hold.on(images);

    try (S3Proxy proxy = S3Proxy.before(server)) {
      CommandRun run =
          run(
              process -> {
                awaitMidWrite(hold, output, process);
                project.killWorkerAndMaster(hold.process(), process);
              },
              project.submit(),
              with(
                  faulty(project.start(2), server.options(proxy.endpoint()).toArray()),
                  "--images",
                  faulty(images),
                  "--labels",
                  labels(COPIES),
                  "--partitions",
                  12,
                  "--output",
                  output));

      run.assertAccuracy(Golden.ACCURACY);
    }
    assertGoldenOnS3(output, COPIES);
    assertEquals(COMPLETE, names(output));
  }
}
