package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.S3Proxy;
import forwardpass.S3Server;
import forwardpass.error.OutputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.PartHandle;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UploadHandle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** An output on S3 has one owner, and its lock is never taken from a run that holds it. */
@Tag("faults")
class StoreLockIT {
  private static final int MANY = 8;
  private static final OutputName OUT = new OutputName("out", "--output");

  @TempDir private static java.nio.file.Path dir;

  private static S3Server server;
  private static S3Proxy proxy;
  private static FileSystem s3;

  private Path output;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(dir);
    proxy = S3Proxy.before(server);
    s3 = server.fileSystem(proxy.endpoint());
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (s3 != null) {
      s3.close();
    }
    if (proxy != null) {
      proxy.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void nameOutput(TestInfo test) {
    output = new Path(server.root() + test.getTestMethod().orElseThrow().getName());
  }

  @AfterEach
  void endTrouble() {
    proxy.befall(S3Proxy.Trouble.NONE);
  }

  private static ObjectStore store() throws IOException {
    return ObjectStore.of(new Path(server.root()), s3).orElseThrow();
  }

  private Path lock() {
    return OutputLock.in(output);
  }

  private String locked() throws IOException {
    return AtomicFile.text(lock(), s3).orElseThrow();
  }

  private List<String> names() throws IOException {
    return s3.exists(output)
        ? Arrays.stream(s3.listStatus(output)).map(file -> file.getPath().getName()).toList()
        : List.of();
  }

  /** What each of many gives that do the same at once. */
  private static <T> List<T> each(Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(MANY);
    try {
      List<T> all = new ArrayList<>();
      List<Callable<T>> works = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        works.add(work);
      }
      for (Future<T> one : threads.invokeAll(works)) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void ofManyWhoWantAnOutputOneHasIt() throws Exception {
    List<String> results =
        each(
            () -> {
              try {
                OutputLock.take(output, s3, OUT);
                return "mine";
              } catch (OutputException e) {
                return e.getMessage();
              }
            });

    assertEquals(1, results.stream().filter("mine"::equals).count(), results.toString());
    assertEquals(
        MANY - 1,
        results.stream()
            .filter("Cannot write out: another run is writing it; choose another --output"::equals)
            .count(),
        results.toString());
  }

  @Test
  void ofManyWhoFindTheLockOfADeadRunOneTakesIt() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    ObjectStore.Version dead = store().version(lock()).orElseThrow();

    List<Optional<Lease>> leases = each(() -> OutputLock.takeOver(output, dead, store(), OUT));

    List<Lease> taken = leases.stream().flatMap(Optional::stream).toList();
    assertEquals(1, taken.size());
    taken.get(0).requireHeld();
    taken.get(0).close();
  }

  @Test
  void whatADeadRunLeftGoes() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "part-0"), "left");
    store().put(new Path(output, "label=3/part-1"), "left");
    store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

    LeftOutput.clear(output, s3, OUT);

    assertFalse(s3.exists(output), () -> output.toString());
  }

  @Test
  void ofWhatIsCompleteOnlyTheLockAndUploadsGo() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "_SUCCESS"), "");
    store().put(new Path(output, "part-0"), "complete");
    store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

    LeftOutput.clear(output, s3, OUT);

    assertEquals(List.of("_SUCCESS", "part-0"), names());
  }

  /** As of what was refused, where that is overwritten; a manifest tells of other files there. */
  @Test
  void whatWasGatheredInWhatIsCompleteGoesWhereNoManifestTellsOfIt() throws Exception {
    store().put(lock(), Locks.ofADeadProcess());
    store().put(new Path(output, "_SUCCESS"), "");
    store().put(new Path(output, "part-0"), "complete");
    store().put(new Path(output, "_staging/00000-7"), "left");
    Path manifest = new Path(output, CompleteOutput.MANIFEST);

    LeftOutput.clear(output, s3, OUT);
    assertEquals(List.of("_SUCCESS", "part-0"), names());

    store().put(lock(), Locks.ofADeadProcess());
    store().put(manifest, "{}");
    store().put(new Path(output, "_staging/00000-7"), "named");
    LeftOutput.clear(output, s3, OUT);
    assertEquals(
        List.of("_SUCCESS", "_manifest.json", "_staging", "part-0"),
        names().stream().sorted().toList());
  }

  /** It looked, and then stood still, and another took the output over before it wrote. */
  @Test
  void whoRenewsALockThatAnotherHasTakenMeanwhileLosesIt() throws Exception {
    String other = Locks.ofAnotherMachine(600_000);
    try (Lease lease = takenFor("600ms")) {
      CountDownLatch befallen = new CountDownLatch(1);
      proxy.befallNext(
          forwarding -> {
            try (FileSystem direct = server.fileSystem()) {
              new ObjectStore(direct).put(lock(), other);
            }
            befallen.countDown();
            return forwarding.answer();
          });
      befallen.await();

      OutputException lost = assertThrows(OutputException.class, lease::requireHeld);
      lease.deleteDirectory();

      assertTrue(
          lost.getMessage().startsWith("Cannot write out: its lock is gone, or another run"),
          lost.getMessage());
    }
    assertEquals(other, locked());
  }

  private Lease takenFor(String time) throws IOException {
    System.setProperty(LockOwner.TIMEOUT, time);
    try {
      return OutputLock.take(output, s3, OUT);
    } finally {
      System.clearProperty(LockOwner.TIMEOUT);
    }
  }

  /** The put is done again, and refused, because the first was done. */
  @Test
  void aLockWhoseAnswerIsLostIsHeldAllTheSame() throws Exception {
    proxy.befallNext(
        forwarding -> {
          forwarding.answer();
          throw new IOException("the connection is closed without an answer");
        });

    try (Lease lease = OutputLock.take(output, s3, OUT)) {
      lease.requireHeld();
      assertEquals(lease.id(), LockOwner.parse(locked()).orElseThrow().id());
    }
    assertFalse(s3.exists(lock()));
  }

  /** Between the request that tells of it and the one that reads it. */
  @Test
  void aLockThatIsRenewedWhileItIsReadIsReadAgain() throws Exception {
    String first = Locks.ofAnotherMachine(600_000);
    String renewed = Locks.renewed(first);
    store().put(lock(), first);
    AtomicInteger reads = new AtomicInteger();
    proxy.befall(
        request -> {
          if (request.equals("GET " + path(lock())) && reads.incrementAndGet() == 1) {
            try (FileSystem direct = server.fileSystem()) {
              new ObjectStore(direct).put(lock(), renewed);
            }
          }
          return 200;
        });

    ObjectStore.Version version = store().version(lock()).orElseThrow();

    assertEquals(renewed, version.text());
    assertTrue(store().replace(lock(), version, Locks.renewed(renewed)));
    assertEquals(Locks.renewed(renewed), locked());
  }

  private static String path(Path file) {
    return "/" + file.toUri().getHost() + file.toUri().getPath();
  }

  @Test
  void whoHasLostAnOutputPutsNothingOverTheManifestOfAnother() throws Exception {
    HeldFile first = manifest();
    first.write("{\"a\": 1}");
    HeldFile second = manifest();
    assertEquals(Optional.of("{\"a\": 1}"), second.read(CompleteOutput::isWholeManifest));
    second.write("{\"b\": 2}");

    IOException refused = assertThrows(IOException.class, () -> first.write("{\"a\": 2}"));
    IOException unread = assertThrows(IOException.class, () -> manifest().write("{\"a\": 2}"));
    second.write("{\"b\": 3}");

    String message =
        "expected %s/_manifest.json as this run has left it, found what another has written"
            .formatted(output);
    assertEquals(message, refused.getMessage());
    assertEquals(message, unread.getMessage());
    assertEquals(Optional.of("{\"b\": 3}"), manifest().read(CompleteOutput::isWholeManifest));
  }

  private HeldFile manifest() {
    return new HeldFile(new Path(output, CompleteOutput.MANIFEST), s3.getConf());
  }

  /** As if a run had stood still while another took its output, and then gone on. */
  @Test
  void uploadsOfARunThatHasLostAnOutputAreEnded() throws Exception {
    Path file = new Path(output, "part-0");
    try (MultipartUploader uploader = s3.createMultipartUploader(output).build()) {
      UploadHandle upload = uploader.startUpload(file).get();
      PartHandle part =
          uploader
              .putPart(upload, 1, true, file, new ByteArrayInputStream(new byte[] {1}), 1)
              .get();
      store().put(new Path(output, "__magic_job-1/tasks/0"), "left");

      StoreCommit.deleteUploads(output, s3);

      assertThrows(
          ExecutionException.class, () -> uploader.complete(upload, file, Map.of(1, part)).get());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void aManifestIsReplacedAsOne() throws Exception {
    Path manifest = new Path(output, "_manifest.json");

    AtomicFile.write(manifest, "{\"a\": 1}", s3);
    AtomicFile.write(manifest, "{\"a\": 2}", s3);

    assertEquals(Optional.of("{\"a\": 2}"), AtomicFile.text(manifest, s3));
    assertEquals(List.of("_manifest.json"), names());
  }
}
