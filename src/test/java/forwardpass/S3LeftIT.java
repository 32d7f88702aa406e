package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.sink.Locks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run finds on S3 where it is to write. */
@Tag("stores")
class S3LeftIT extends ThroughProxy {
  /** All files below a directory, by their paths in it, which is what each of them says. */
  private static List<String> saidBelow(String directory) throws IOException {
    List<String> said = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> files = s3.listFiles(new Path(directory), true);
    while (files.hasNext()) {
      String file = files.next().getPath().toString();
      assertEquals(file.substring(directory.length() + 1), text(file));
      said.add(text(file));
    }
    return said.stream().sorted().toList();
  }

  private static void putEach(String directory, List<String> files) throws IOException {
    for (String file : files) {
      put(directory + "/" + file, file);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create | '' | write %s: it exists; choose another --output, or replace it with --overwrite",
        "replace | --overwrite | overwrite %s: expected the complete output of an earlier run, found no _SUCCESS in it; remove it yourself, or choose another --output"
      })
  void whatNoRunMadeStays(String directory, String option, String message) throws IOException {
    String output = root + directory;
    List<String> foreign = List.of("_MG_0003.jpg", "old/part-0", "thesis.tex");
    List<String> made =
        List.of("part-0", "label=3/part-1", "__magic_job-1/tasks/0", "._manifest.json.partial");
    Object[] job =
        option.isEmpty()
            ? new Object[] {"--output", output}
            : new Object[] {"--output", output, option};
    putEach(output, foreign);
    CommandRun.of(job).assertFailure(5, ("Cannot " + message).formatted(output));
    assertEquals(foreign, saidBelow(output));
    putEach(output, made);
    put(output + "/_lock", Locks.ofADeadProcess());

    CommandRun.of(job).assertFailure(5, ("Cannot " + message).formatted(output));

    assertEquals(foreign, saidBelow(output));
  }

  /** Nobody here can see its process: only its lock, which stands still. */
  @Test
  void aDriverThatIsKilledElsewhereIsWaitedForAndReplaced() throws Exception {
    String output = root + "elsewhere";
    put(output + "/part-0", "of the dead");
    put(output + "/_lock", Locks.ofAnotherMachine(3000));
    List<Object> options = server.options(proxy.endpoint());
    options.add("--");

    CommandRun run = run(SUBMIT, with(options, "--output", output));

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(
        run.err()
            .matches(
                "(?s)[0-9:]{8} WARN OutputLock: %s was locked by process [0-9]+ on elsewhere; waiting up to 3 s to see whether that still runs\n.*"
                    .formatted(output)),
        run.err());
    assertGoldenOnS3(output, 1);
    assertEquals(COMPLETE, names(output));
  }

  /** It renews its lock while that is looked at, each second time. */
  @Test
  void aDriverThatLivesElsewhereKeepsItsOutput() throws Exception {
    String output = root + "living";
    AtomicReference<String> lock = new AtomicReference<>(Locks.ofAnotherMachine(30_000));
    AtomicInteger reads = new AtomicInteger();
    put(output + "/part-0", "of the living");
    put(output + "/_lock", lock.get());
    proxy.befall(
        request -> {
          if (request.startsWith("GET ")
              && request.endsWith("/living/_lock")
              && reads.incrementAndGet() % 2 == 1) {
            put(output + "/_lock", lock.updateAndGet(Locks::renewed));
          }
          return 200;
        });

    CommandRun run = CommandRun.of("--output", output);

    run.assertFailure(
        5, "Cannot write %s: another run is writing it; choose another --output".formatted(output));
    proxy.befall(S3Proxy.Trouble.NONE);
    assertEquals(List.of("_lock", "part-0"), all(output));
    assertEquals("of the living", text(output + "/part-0"));
    assertEquals(lock.get(), text(output + "/_lock"));
  }
}
