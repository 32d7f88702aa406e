package forwardpass.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of this machine are listed without Hadoop, all others with it. */
class DirectoryEntriesTest {
  private static final Configuration HADOOP = new Configuration();

  /** The same files, under another scheme. */
  public static final class Stored extends RawLocalFileSystem {
    private static volatile CountDownLatch together = new CountDownLatch(0);
    private static volatile String failing = "";

    @Override
    public URI getUri() {
      return URI.create("stored:///");
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path directory) throws IOException {
      if (directory.getName().startsWith("at-once")) {
        awaitOthers();
      }
      if (directory.getName().equals(failing)) {
        throw new IOException("the store has lost " + directory.getName());
      }
      return super.listStatus(directory);
    }

    private static void awaitOthers() {
      together.countDown();
      try {
        if (!together.await(60, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the others are not listed at the same time");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @TempDir Path dir;

  @BeforeEach
  void nothingFails() {
    HADOOP.set("fs.stored.impl", Stored.class.getName());
    Stored.failing = "";
    Stored.together = new CountDownLatch(0);
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_123L + name.length()));
    }
  }

  private List<String> described(String scheme) {
    return FileWalk.find(scheme + dir, FileSelection.ALL, HADOOP).files().stream()
        .map(
            file ->
                "%s %d %d"
                    .formatted(
                        file.path().toUri().getPath().substring(dir.toString().length() + 1),
                        file.length(),
                        file.modified()))
        .toList();
  }

  @Test
  void bothWaysFindTheSame() throws IOException {
    files(
        "a b/c#d%20",
        "10:15/x:y",
        "Zahlen/größe-日本-\ud83d\ude00.png",
        "a/z",
        "a.b",
        "a-c",
        "a/z.y/1",
        "a/z-",
        ".hidden/x",
        "[x]/{y}",
        "back\\slash/*?",
        "_SUCCESS",
        "_x",
        "empty");
    Files.write(dir.resolve("empty"), new byte[0]);
    Files.createDirectories(dir.resolve("no files/at all"));
    Files.createSymbolicLink(dir.resolve("link-to-file"), dir.resolve("a.b"));
    Files.createSymbolicLink(dir.resolve("link-to-directory"), dir.resolve("10:15"));

    List<String> local = described("file:");

    assertEquals(
        List.of(
            "10:15/x:y",
            "Zahlen/größe-日本-\ud83d\ude00.png",
            "[x]/{y}",
            "_x",
            "a b/c#d%20",
            "a-c",
            "a.b",
            "a/z",
            "a/z-",
            "a/z.y/1",
            "back\\slash/*?",
            "empty",
            "link-to-directory/x:y",
            "link-to-file"),
        local.stream().map(found -> found.replaceFirst(" \\d+ \\d+$", "")).toList());
    assertEquals("a.b 3 1000000000126", local.get(6));
    assertEquals("link-to-file 3 1000000000126", local.get(13));
    assertEquals(described("stored:"), local);
  }

  private void assertCannotRead(String path, FileSelection selection, String reason) {
    InputException e =
        assertThrows(InputException.class, () -> FileWalk.find(path, selection, HADOOP));

    assertEquals(
        "Cannot read %s: %s; check the path and your permissions".formatted(path, reason),
        e.getMessage());
  }

  private static FileSelection without(String name) {
    return new FileSelection(true, List.of(), List.of(FileSelection.Glob.of(name)));
  }

  @Test
  void aLinkThatLeadsNowhereIsNamedOrExcluded() throws IOException {
    files("a/x");
    Path link = Files.createSymbolicLink(dir.resolve("a/y"), dir.resolve("gone"));
    String reason =
        "the link %s leads nowhere; mend it, remove it, or leave it out with --exclude"
            .formatted(link);

    assertCannotRead(dir.toString(), FileSelection.ALL, reason);
    assertEquals(1, FileWalk.find(dir.toString(), without("y"), HADOOP).files().size());

    Files.delete(link);
    Files.createSymbolicLink(link, link);

    assertCannotRead(dir.toString(), FileSelection.ALL, reason);
  }

  @Test
  void hiddenLinksMayLeadNowhere() throws IOException {
    files("x");
    Files.createSymbolicLink(dir.resolve(".#x"), Path.of("someone@somewhere.1234"));

    assertEquals(List.of("x 1 1000000000124"), described("file:"));
  }

  @Test
  void aNameThatIsNoTextIsNamedOrExcluded() throws IOException, InterruptedException {
    files("x");
    // "caf\xe9" in Latin-1, which Java cannot write itself
    int status =
        new ProcessBuilder("bash", "-c", "touch $'caf\\xe9.png'")
            .directory(dir.toFile())
            .start()
            .waitFor();
    assertEquals(0, status);

    assertCannotRead(
        dir.toString(),
        FileSelection.ALL,
        "the name of %s/caf\ufffd.png is not in this system's character set, %s; rename it, set LC_ALL, or leave it out with --exclude"
            .formatted(dir, System.getProperty("sun.jnu.encoding")));
    assertEquals(1, FileWalk.find(dir.toString(), without("caf?.png"), HADOOP).files().size());
    files("r\ufffd");
    assertEquals(2, FileWalk.find(dir.toString(), without("caf?.png"), HADOOP).files().size());
  }

  @Test
  void directoriesAreListedAtTheSameTime() throws IOException {
    for (int i = 0; i < 16; i++) {
      files("at-once-%02d/x".formatted(i));
    }
    Stored.together = new CountDownLatch(16);

    assertEquals(16, described("stored:").size());
  }

  @Test
  void whereOneDirectoryFailsAllFailAndNoThreadIsLeft() throws IOException, InterruptedException {
    for (int i = 0; i < 40; i++) {
      files("a/%02d/x".formatted(i));
    }
    Stored.failing = "07";

    assertCannotRead("stored:" + dir, FileSelection.ALL, "the store has lost 07");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("forwardpass-reader")) {
        thread.join(60_000); // one that has done its work may still be on its way out
        assertFalse(thread.isAlive());
      }
    }
  }

  @Test
  void aReaderThatFailsInterruptsTheOthers() {
    CountDownLatch never = new CountDownLatch(1);
    Set<String> ended = ConcurrentHashMap.newKeySet();

    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                Parallel.map(
                    List.of("bad", "long"),
                    name -> {
                      if (name.equals("bad")) {
                        throw new IOException("bad");
                      }
                      try {
                        never.await();
                      } catch (InterruptedException interrupted) {
                        ended.add(name);
                      }
                      return name;
                    }));

    assertEquals("bad", e.getCause().getMessage());
    assertEquals(Set.of("long"), ended);
  }
}
