package forwardpass.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypesTest {
  @TempDir Path dir;

  /** Bytes are written as {@code <89>}. */
  private static FileType of(String name, String content) {
    String latin1 =
        Pattern.compile("<([0-9a-f]{2})>")
            .matcher(content)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    return FileTypes.of(latin1.getBytes(StandardCharsets.ISO_8859_1), name);
  }

  private FileType stored(String name, byte[] bytes) throws IOException {
    Files.write(dir.resolve(name), bytes);
    return FileTypes.of(
        FileWalk.find(dir.resolve(name).toString(), FileSelection.ALL, new Configuration())
            .files()
            .get(0),
        new Configuration());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.jpg | '<89>PNG<0d><0a><1a><0a>' | image",
        "noname | '<ff><d8><ff><e0>' | image",
        "x.webp | 'GIF89a' | image",
        "x.png | '%PDF-1.4' | image", // a bad one
        "x.JPEG | '' | image",
        "x.npz | 'PK<03><04>' | npz",
        "x | '<93>NUMPY<01>' | npy",
        "x | 'PAR1' | parquet",
        "x.csv | 'PAR1' | parquet",
        "x | 'ORC' | orc",
        "x | '7 203:84 204:185' | libsvm",
        "x | '2 qid:1 203:84 204:185' | libsvm",
        "x.svmlight | '# by dump_svmlight_file' | libsvm",
        "x.txt | '-1 1:.5' | libsvm",
        "x.csv | 'a,b' | csv",
        "x | 'label,pixel0,pixel1' | csv",
        "x | '7,0,0,0,255' | csv",
        "x.txt | '7;0;0;0;255' | csv",
        "x.txt | '7.0e+00 0.0e+00 0.0e+00 0.0e+00' | csv",
        "x | '{\"label\": 7}' | json",
        "x.jsonl | '{' | json",
      })
  void formatsThatAreReadAreTold(String name, String content, String format) {
    FileType type = of(name, content);

    assertEquals(format, type.format());
    assertEquals(FileType.Kind.READ, type.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.zip | 'PK<03><04>' | a ZIP archive",
        "x.csv | 'PK<03><04>' | a ZIP archive",
        "x.xlsx | 'PK<03><04>' | a workbook of Excel",
        "x.keras | 'PK<03><04>' | a model of Keras",
        "x | '7z<bc><af><27><1c>' | a 7z archive",
        "x | 'Rar!<1a><07>' | a RAR archive",
        "x.mat | 'MATLAB 5.0 MAT-file' | a MATLAB file (.mat)",
        "x.h5 | '<89>HDF<0d><0a><1a><0a>' | an HDF5 file",
        "x | 'RIFF    WEBPVP8 ' | a WebP image",
        "x.webp | 'RIFF    WEBPVP8 ' | a WebP image",
        "x.tif | 'MM<00>*' | a TIFF image",
        "x | 'II*<00>' | a TIFF image",
        "x | '<00><00><00><20>ftypavif' | an AVIF image",
        "x | '<00><00><00><20>ftypheic' | an HEIC image",
        "x | '<00><00><00><20>ftypmp42' | a film",
        "x | '<80><04><95>' | a pickle of Python",
        "x.pkl | '(dp0' | a pickle of Python",
        "x | '%PDF-1.4' | a PDF",
        "x | 'SQLite format 3' | an SQLite database",
        "x | 'ARROW1' | an Arrow file",
        "x.csv | '<!DOCTYPE html><html>' | a page of HTML",
        "x | 'version https://git-lfs.github.com/spec/v1' | a pointer of Git LFS in place of the file",
        "x | '% a comment<0a>%<0a><0a>@RELATION mnist_784' | an ARFF file",
        "x.arff | '% a long comment' | an ARFF file",
        "Thumbs.db | '<d0><cf><11><e0>' | a file of Windows or Office, such as Thumbs.db",
        "README | 'Hello' | text of another kind",
        "x | '' | an empty file",
        "x | '<01><01><08><03>' | a file that begins with the bytes 01 01 08 03",
      })
  void othersAreNamed(String name, String content, String description) {
    FileType type = of(name, content);

    assertEquals(description, type.description());
    assertEquals(null, type.format());
  }

  /** A tar archive begins with the name of its first file. */
  @ParameterizedTest
  @ValueSource(strings = {"ORC_1.jpg", "PAR1.png", "GIF89a.gif", "BM", "II*"})
  void whatAFileBeginsWithIsNotItsFormatWhereThatStandsBehind(String beginning) {
    String tar = beginning + "<00>".repeat(257 - beginning.length()) + "ustar";

    assertEquals("webdataset", of("shard", tar).format());
  }

  @Test
  void archivesAreToldThroughGzip() throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
      TarArchiveEntry entry = new TarArchiveEntry("a");
      entry.setSize(1);
      out.putArchiveEntry(entry);
      out.write(1);
      out.closeArchiveEntry();
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a"));
    }

    assertEquals("webdataset", stored("x", tar.toByteArray()).format());
    assertEquals("webdataset", stored("x.tgz", gzip(tar.toByteArray())).format());
    assertEquals("a ZIP archive", stored("x", zip.toByteArray()).description());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 15, 40})
  void aGzippedFileThatIsCutIsToldByWhatIsLeftOrByItsName(int length) throws IOException {
    byte[] whole =
        gzip("label,pixel0\n1,2\n3,4\n5,6\n7,8\n".repeat(9).getBytes(StandardCharsets.UTF_8));

    assertEquals("csv", stored("x.csv.gz", Arrays.copyOf(whole, length)).format());
  }

  /** A pattern that goes back on itself would take longer than anyone waits. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", "%\n", "#\n", "1", "1,", "1 ", "1:1 ", "+", "\t\r\n"})
  void repetitionIsToldInNoTime(String part) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> of("x", part.repeat(1024 / part.length())));
  }

  @ParameterizedTest
  @CsvSource({
    "idx, README, text, true",
    "idx, LICENSE, text, true",
    "idx, notes.txt, text, true",
    "idx, SHA256SUMS, text, true",
    "idx, cache.bin, '<01><02>', true",
    "idx, 00017, '<01><02>', false",
    "idx, t10k-images-idx3-ubyte, '', false",
    "idx, 00017, '', false",
    "idx, train.csv, '1,2', true",
    "csv, part-00000, 'a,b', false",
    "csv, README.md, 'a,b', true",
    "csv, x.parquet, PAR1, true",
    "csv, x.csv, PAR1, false",
    "parquet, part-00000, text, true",
    "parquet, x.parquet, text, false",
    "parquet, dataset_infos.json, '{', true",
  })
  void straysAreToldByContentAndName(String format, String name, String content, boolean isStray) {
    assertEquals(isStray, FileTypes.isStray(format, of(name, content), name));
  }

  /** The suffixes are looked up; the formats' own patterns say which there are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "png",
        ".png",
        ".PNG",
        ".Jpeg",
        ".jpg",
        ".jpe",
        ".jfif",
        ".gif",
        ".bmp",
        ".dib",
        ".webp",
        ".tif",
        ".tiff",
        ".tifff",
        ".avif",
        ".heic",
        ".heif",
        ".hei",
        ".jp2",
        ".jxl",
        ".ico",
        ".\u0130co",
        ".psd",
        ".svg",
        ".p.ng",
        "_png",
        ".png ",
        ".png\n",
        ".csv",
        ".gz"
      })
  void aNameIsAnImagesWhereAFormatOfImagesSaysSo(String suffix) {
    for (String stem : new String[] {"", "a", "a.b", "a\nb", "\u212a", "x.png"}) {
      for (String end : new String[] {"", ".gz", ".GZ", ".gz.gz", ".gz\n", "gz"}) {
        String name = stem + suffix + end;
        boolean isOfOther =
            NamedTypes.other(name).stream()
                .anyMatch(type -> type.description().startsWith("an image named as "));

        assertEquals(
            NamedTypes.isFor(ImageFormat.IMAGE, name) || isOfOther,
            FileTypes.isNamedAsImage(name),
            name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00017, true",
    "x.PNG.gz, true",
    "x.webp, true",
    "x.unknown, true",
    "notes.TXT.gz, false",
    "a.xml, false",
    "a.db, false",
    "README, false",
    "x.csv, false",
    "x.npz, false",
    "t10k-images-idx3-ubyte, false",
  })
  void aNameMayBeAnImagesWhereItSaysNothingElse(String name, boolean mayBe) {
    assertEquals(mayBe, FileTypes.mayBeImage(name));
  }
}
