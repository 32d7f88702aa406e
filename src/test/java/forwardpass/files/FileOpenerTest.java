package forwardpass.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOpenerTest {
  private static final FileOpener FILES = new FileOpener(new Configuration());

  @TempDir Path dir;

  @Test
  void aFileOfAnotherLengthOrTimeIsAnother() throws IOException {
    Path file = Files.write(dir.resolve("a"), new byte[10]);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    var path = new org.apache.hadoop.fs.Path(file.toUri());

    FILES.requireUnchanged(path, new FileOpener.State(10, 1000));

    for (FileOpener.State listed :
        new FileOpener.State[] {new FileOpener.State(9, 1000), new FileOpener.State(10, 2000)}) {
      InputException e =
          assertThrows(InputException.class, () -> FILES.requireUnchanged(path, listed));
      assertEquals(
          "Corrupt: file:%s: expected the file that was there when the job began, of %d bytes, changed at 1970-01-01T00:00:0%dZ, found one of 10 bytes, changed at 1970-01-01T00:00:01Z; do not change files while they are read"
              .formatted(file, listed.length(), listed.modified() / 1000),
          e.getMessage());
    }
    Files.delete(file);
    assertThrows(
        FileNotFoundException.class,
        () -> FILES.requireUnchanged(path, new FileOpener.State(10, 1000)));
  }

  /** S3 servers list files to the millisecond, and tell of each to the second. */
  @Test
  void aTimeOfWholeSecondsIsOneOfThatSecond() throws IOException {
    Path file = Files.write(dir.resolve("a"), new byte[10]);
    var path = new org.apache.hadoop.fs.Path(file.toUri());

    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    FILES.requireUnchanged(path, new FileOpener.State(10, 1847));

    Files.setLastModifiedTime(file, FileTime.fromMillis(1847));
    assertThrows(
        InputException.class, () -> FILES.requireUnchanged(path, new FileOpener.State(10, 1000)));
  }
}
