package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run on S3 has committed stays when it is ended, and the next run scores the rest. */
@Tag("stores")
class S3ResumeIT extends OnS3 {
  private static final int COPIES = 3;

  /** With these each file of the test set's size is a group. */
  private static List<Object> groups(String endpoint) {
    return tasks("450k", endpoint);
  }

  private static List<Object> tasks(String bytes, String endpoint) {
    return faulty(
        "local[2]",
        with(server.options(endpoint), "--conf", "spark.sql.files.maxPartitionBytes=" + bytes));
  }

  private java.nio.file.Path copies(String name, java.nio.file.Path file, int count)
      throws IOException {
    java.nio.file.Path directory = Files.createDirectory(dir.resolve(name));
    for (int i = 0; i < count; i++) {
      Files.copy(file, directory.resolve("part-" + i));
    }
    return directory;
  }

  /** What the names of files of predictions have in common. */
  private static List<String> groupsOf(String output) throws IOException {
    return all(output).stream()
        .filter(name -> name.startsWith("part-"))
        .map(name -> name.substring(0, "part-".length() + 36))
        .distinct()
        .toList();
  }

  /**
   * A run is killed in the moment when a second group's files are there, and no manifest says so.
   */
  private void killAtSecondManifest(String output, Object... job) throws Exception {
    killAt("PUT /.*/_manifest.json", 2, endpoint -> with(groups(endpoint), job));

    List<String> left = groupsOf(output);
    assertEquals(2, left.size(), left::toString);
    assertFalse(s3.exists(new Path(output, "_SUCCESS")));
  }

  private static void assertResumed(CommandRun resumed) {
    resumed.assertAccuracy(Golden.ACCURACY);
    assertTrue(resumed.err().contains("10,000 before; "), resumed.err());
    assertTrue(resumed.err().contains("29,349 of 30,000 right"), resumed.err());
  }

  @Test
  void aDriverThatIsKilledIsResumedAndNoGroupIsThereTwice() throws Exception {
    String output = root + "resumed";
    Object[] job = {
      "--images",
      copies("images", images(1), COPIES),
      "--labels",
      copies("labels", labels(1), COPIES),
      "--output",
      output,
      "--resume"
    };
    killAtSecondManifest(output, job);
    List<String> left = groupsOf(output);

    assertResumed(run(SUBMIT, with(groups(server.endpoint()), job)));

    assertGoldenOnS3(output, COPIES);
    List<String> complete = groupsOf(output);
    assertEquals(3, complete.size());
    assertEquals(1, complete.stream().filter(left::contains).count());
    assertEquals(COMPLETE, names(output));
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(text(file));
  }

  private static List<String> tallies(String output) throws IOException {
    return all(output).stream().filter(name -> name.startsWith("_tally-")).toList();
  }

  /** What the second group tells the report is there then, too. */
  @Test
  void aDriverThatIsKilledIsResumedAndTheReportIsThatOfARunInOneGo() throws Exception {
    for (int i = 0; i < COPIES; i++) {
      upload(images(1), "parts/images/" + i);
      upload(labels(1), "parts/labels/" + i);
    }
    Object[] job = {
      "--images", root + "parts/images", "--labels", root + "parts/labels", "--deterministic"
    };
    String output = root + "reported/out";
    String report = root + "reported/report";
    Object[] resumable = with(List.of(job), "--output", output, "--report", report, "--resume");
    killAtSecondManifest(output, resumable);
    assertEquals(2, tallies(output).size());

    assertResumed(run(SUBMIT, with(groups(server.endpoint()), resumable)));

    run(SUBMIT, with(groups(server.endpoint()), with(List.of(job), "--report", root + "whole")))
        .assertAccuracy(Golden.ACCURACY);
    JsonNode found = json(report + "/report.json");
    assertEquals(10_000, found.get("provenance").get("images_of_earlier_runs").asInt());
    ReportFigures.assertSame(json(root + "whole/report.json"), found);
    assertEquals(30_000, json(report + "/status.json").get("scored").asInt());
    assertGoldenOnS3(output, COPIES);
    List<String> named = new ArrayList<>();
    json(output + "/_manifest.json")
        .get("steps")
        .forEach(step -> named.add(step.get("tally").get("file").asText()));
    assertEquals(3, named.size());
    assertEquals(named.stream().sorted().toList(), tallies(output));
  }

  /** Of four files of twice the test set, of which two are a group. */
  @Test
  void aRunThatIsToldToStopKeepsWhatItHasCommitted() throws Exception {
    java.nio.file.Path images = copies("images", images(2), 4);
    String output = root + "stopped";
    Hold hold = Hold.on(images.resolve("part-2"));
    Object[] arguments =
        with(
            tasks("1m", server.endpoint()),
            "--images",
            faulty(images),
            "--labels",
            copies("labels", labels(2), 4),
            "--output",
            output,
            "--resume");

    CommandRun stopped =
        run(
            process -> {
              await(
                  "a group is committed, and another is held",
                  process,
                  () -> hold.holds() && s3.exists(new Path(output, "_manifest.json")));
              process.destroy();
            },
            SUBMIT,
            arguments);

    assertStopped(stopped);
    List<String> kept = groupsOf(output);
    assertEquals(1, kept.size(), kept::toString);
    assertEquals(List.of("_manifest.json"), names(output));
    assertNoUploads("/stopped/");

    hold.release();
    CommandRun resumed = run(SUBMIT, arguments);

    resumed.assertAccuracy(Golden.ACCURACY);
    assertTrue(resumed.err().contains("40,000 before; "), resumed.err());
    assertTrue(resumed.err().contains("78,264 of 80,000 right"), resumed.err());
    assertGoldenOnS3(output, 8);
    List<String> complete = groupsOf(output);
    assertEquals(2, complete.size(), complete::toString);
    assertTrue(complete.containsAll(kept), complete::toString);
    assertEquals(COMPLETE, names(output));
  }
}
