package forwardpass.source.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.InputException;
import forwardpass.files.OpenDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of files that may be images. */
class FileReadingTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Configuration hadoop = new Configuration();

  @TempDir private Path dir;

  private ImageFile read(String name, long length) throws IOException {
    String directory = dir.toUri().toString();
    OpenDirectory open = OpenDirectory.of(new org.apache.hadoop.fs.Path(directory), true, hadoop);
    return new FileReading().read(directory, open, name, length);
  }

  private static byte[] image(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    System.arraycopy(PNG, 0, bytes, 0, PNG.length);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8",
    "8, 0",
    "16383, 16383",
    "16384, 16384",
    "16384, 9",
    "16385, 16385",
    "16385, 16384",
    "16385, 16386",
    "100000, 100000",
    "100000, 0",
    "100000, 99999",
    "100000, 200000"
  })
  void anImageIsReadWholeWhateverItsLengthWasWhenItWasFound(int length, long found)
      throws IOException {
    Files.write(dir.resolve("a"), image(length));

    ImageFile file = read("a", found);

    assertArrayEquals(image(length), file.content());
    assertEquals("file:%s/a".formatted(dir), file.name().replace("file:///", "file:/"));
    assertTrue(file.isImage());
  }

  @Test
  void ofWhatIsNoImageTheFirstBytesAreRead() throws IOException {
    byte[] text = new byte[100_000];
    Arrays.fill(text, (byte) 'x');
    Files.write(dir.resolve("a.txt"), text);
    Files.write(dir.resolve("a.png"), text);
    Files.write(dir.resolve("empty.png"), new byte[0]);

    assertFalse(read("a.txt", text.length).isImage());
    assertTrue(read("a.png", text.length).isImage());
    assertArrayEquals(Arrays.copyOf(text, 1024), read("a.png", text.length).content());
    assertArrayEquals(new byte[0], read("empty.png", 0).content());
  }

  @Test
  void anImageBeyondAGigabyteIsRefusedUnread() throws IOException {
    Files.write(dir.resolve("a"), image(20));

    ImageFile file = read("a", (1L << 30) + 1);

    assertEquals(
        "expected an image of at most 1073741824 bytes, found 1073741825", file.refusal().reason());
    assertEquals("Unsupported", file.refusal().kind());
  }

  @Test
  void whereHadoopKeepsChecksumsTheyAreChecked() throws IOException {
    FileSystem local = FileSystem.getLocal(hadoop);
    try (var out = local.create(new org.apache.hadoop.fs.Path(dir.resolve("a").toUri()))) {
      out.write(image(1000));
    }
    assertArrayEquals(image(1000), read("a", 1000).content());
    byte[] damaged = image(1000);
    damaged[500]++;
    Files.write(dir.resolve("a"), damaged);

    String message = assertThrows(InputException.class, () -> read("a", 1000)).getMessage();

    assertTrue(
        message.startsWith("Cannot read %sa: Checksum error: ".formatted(dir.toUri())), message);
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    String message = assertThrows(InputException.class, () -> read("a:b.png", 1)).getMessage();

    assertEquals(
        "Cannot read %sa:b.png: %s/a:b.png (No such file or directory); check the path and your permissions"
            .formatted(dir.toUri(), dir),
        message);
  }
}
