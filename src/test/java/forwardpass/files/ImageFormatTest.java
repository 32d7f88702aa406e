package forwardpass.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory of files is taken for. */
class ImageFormatTest {
  private static final String PNG = "\u0089PNG\r\n\u001a\n";
  private static final String WEBP = "RIFF    WEBPVP8 ";
  private static final String IDX = "\0\0\10\3";

  @TempDir Path dir;

  private void file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String format() {
    Configuration hadoop = new Configuration();
    return ImageFormat.of(FileWalk.find(dir.toString(), FileSelection.ALL, hadoop), hadoop);
  }

  private void assertRefused(String found) {
    InputException e = assertThrows(InputException.class, this::format);
    assertEquals(
        "Unsupported: %s: expected IDX, PNG, JPEG, BMP or GIF files, tar shards of such, NumPy arrays, CSV, LIBSVM, Parquet or another table, found %s"
            .formatted(dir, found),
        e.getMessage());
  }

  @Test
  void strayFirstFilesDoNotDecide() throws IOException {
    file("0.zip", "PK\3\4");
    file("00-README", "Hello");
    file("annotations.json", "{\"a\": 1}");
    file("metadata.csv", "file_name,label");
    file("z/1", PNG);

    assertEquals("image", format());
  }

  @Test
  void strayFilesAreLookedPastUntilOneIsRead() throws IOException {
    for (int i = 0; i < 250; i++) {
      file("a/" + i + ".txt", "Hello");
    }
    file("b/1", PNG);

    assertEquals("image", format());
  }

  @Test
  void idxIsToldBesideTexts() throws IOException {
    file("README", "Hello");
    file("labels.csv", "1,2,3,4");
    file("t10k-images-idx3-ubyte", IDX);

    assertEquals("idx", format());
  }

  @Test
  void oneOfTenIsAStray() throws IOException {
    for (int i = 0; i < 9; i++) {
      file(i + ".csv", "label,pixel0\n");
    }
    file("z.parquet", "PAR1");
    assertEquals("csv", format());

    file("y.parquet", "PAR1");
    assertRefused(
        "files of several: CSV (0.csv), Parquet (y.parquet); choose one with --format, or name its files with --include");
  }

  @Test
  void whatNobodyReadsIsNamed() throws IOException {
    file("3/a.webp", WEBP);
    file("4/b.webp", WEBP);
    file("notes", "Hello");

    assertRefused("a WebP image, a.webp, and others; convert it to PNG or JPEG");
  }

  @Test
  void oneFileIsNamedByWhatItIs() throws IOException {
    file("images", "PK\3\4");

    assertRefused(
        "a ZIP archive, images; unpack it, and give the file or directory that comes out");
  }
}
