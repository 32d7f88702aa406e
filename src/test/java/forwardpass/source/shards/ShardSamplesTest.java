package forwardpass.source.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples of archives that others made, and of damaged ones. */
class ShardSamplesTest {
  private static final String LONG = "train/" + "x".repeat(150);
  private static final Path SHARDS = Path.of("src/test/resources/shards");

  @TempDir Path dir;

  private static String shown(Sample sample) {
    return sample.refusal().isPresent()
        ? "%s: %s".formatted(sample.key(), sample.refusal().get().reason())
        : "%s %s %s %s %s"
            .formatted(
                sample.key(),
                new String(sample.image(), StandardCharsets.UTF_8),
                sample.label(),
                sample.json(),
                sample.text());
  }

  private static ShardSamples open(Path file) {
    return ShardSamples.open(part(file), new Configuration());
  }

  private static ShardPart part(Path file) {
    return new ShardPart(file.toString(), file.toFile().length(), 0, 0, ShardPart.OPEN, 0, null);
  }

  private static List<String> samples(Path file) {
    try (ShardSamples samples = open(file)) {
      List<String> shown = new ArrayList<>();
      samples.forEachRemaining(sample -> shown.add(shown(sample)));
      return shown;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"python_pax.tar", "python_gnu.tar", "gnu.tar", "posix.tar", "gnu.tar.gz"})
  void samplesAreThoseThatTarAndPythonWrote(String file) {
    Path path = SHARDS.resolve(file);

    assertEquals(
        List.of(
            "train/0 image 0 7\n {\"n\": 0} z\u00e9ro",
            LONG + " image 1 3 null null",
            "train/\u00fc image 2 null null null"),
        samples(path));
  }

  @Test
  void membersWithoutAKeyArePassedOver() {
    Path path = SHARDS.resolve("gnu.tar");
    try (ShardSamples samples = open(path)) {
      samples.forEachRemaining(sample -> {});

      assertEquals(2, samples.passedOver().files());
      assertEquals(path + "/train/._0.jpg", samples.passedOver().example());
    }
  }

  @Test
  void sparseMembersAreRefused() {
    assertEquals(
        List.of("0: expected a file as 0.png, found a sparse one"),
        samples(SHARDS.resolve("sparse.tar.gz")));
  }

  private Path tar(String... membersAndContents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < membersAndContents.length; i += 2) {
        byte[] content = membersAndContents[i + 1].getBytes(StandardCharsets.ISO_8859_1);
        TarArchiveEntry member = new TarArchiveEntry(membersAndContents[i]);
        member.setSize(content.length);
        tar.putArchiveEntry(member);
        tar.write(content);
        tar.closeArchiveEntry();
      }
      tar.finish();
      return Files.write(dir.resolve("a.tar"), bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aKeyHasOneImage() {
    assertEquals(
        List.of(
            "0: expected an image of the key 0, found cls, npy",
            "1: expected one image of the key 1, found jpg, png",
            "2 b null null null",
            "3 a null null null",
            "4: expected one image of the key 4, found left.jpg, right.jpg",
            "5: expected one image of the key 5, found jpg, jpg",
            "6: expected one cls of the key 6, found two"),
        samples(
            tar(
                "0.cls",
                "1",
                "0.npy",
                "",
                "1.jpg",
                "a",
                "1.png",
                "b",
                "2.seg.png",
                "a",
                "2.jpg",
                "b",
                "3.jpg",
                "a",
                "3.seg.png",
                "b",
                "4.left.jpg",
                "a",
                "4.right.jpg",
                "b",
                "5.jpg",
                "a",
                "5.jpg",
                "b",
                "6.jpg",
                "a",
                "6.cls",
                "1",
                "6.cls",
                "1")));
  }

  @Test
  void aKeyThatComesAgainIsAnotherSample() {
    assertEquals(
        List.of("0 a null null null", "1 b null null null", "0 c null null null"),
        samples(tar("0.jpg", "a", "1.jpg", "b", "0.jpg", "c")));
  }

  @Test
  void namesAreNamesOnly() {
    assertEquals(
        List.of("../../etc/0 a null null null", "/1 b null null null"),
        samples(tar("../../etc/0.jpg", "a", "//1.jpg", "b")).stream()
            .map(shown -> shown.startsWith("1") ? "/" + shown : shown)
            .toList());
    assertEquals(List.of("a.tar"), Arrays.asList(dir.toFile().list()));
  }

  @Test
  void textIsUtf8() {
    assertEquals(
        List.of("0: expected text in UTF-8 in 0.txt, found other bytes"),
        samples(tar("0.jpg", "a", "0.txt", "\u00ff")));
  }

  @Test
  void linksAreNoImages() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry link = new TarArchiveEntry("0.jpg", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }

    assertEquals(
        List.of("0: expected a file as 0.jpg, found a link or a device"),
        samples(Files.write(dir.resolve("a.tar"), bytes.toByteArray())));
  }

  @Test
  void anArchiveWithoutMembersIsWhole() {
    assertEquals(List.of(), samples(tar()));
  }

  /** Members are at 0, 1024 and 2048, each with a block of a header and one of content. */
  @ParameterizedTest
  @CsvSource({
    "0, before its first key",
    "100, before its first key",
    "512, before its first key",
    "514, before its first key",
    "1024, before its first key",
    "1100, before its first key",
    "2048, before its first key",
    "2050, before its first key",
    "2560, after the key 0",
    "2561, after the key 0",
    "3072, after the key 0",
    "3100, after the key 0"
  })
  void anArchiveThatIsCutShortSaysWhereAndBehindWhichKey(int length, String place)
      throws IOException {
    Path whole = tar("0.jpg", "abcd", "0.cls", "1", "1.jpg", "efgh");
    Path cut =
        Files.write(dir.resolve("cut.tar"), Arrays.copyOf(Files.readAllBytes(whole), length));

    InputException e = assertThrows(InputException.class, () -> samples(cut));

    assertEquals(
        "Truncated: %s: expected more of a tar archive, which ends with zeros, found the end of the file at byte %d, %s; copy it again"
            .formatted(cut, length, place),
        e.getMessage());
  }

  @Test
  void anArchiveOfWhichZippedBytesAreMissingIsTruncated() throws IOException {
    byte[] zipped = Files.readAllBytes(SHARDS.resolve("gnu.tar.gz"));
    Path cut = Files.write(dir.resolve("cut.tar.gz"), Arrays.copyOf(zipped, zipped.length / 2));

    InputException e = assertThrows(InputException.class, () -> samples(cut));

    assertTrue(e.getMessage().startsWith("Truncated: %s, gzip".formatted(cut)), e.getMessage());
  }

  @Test
  void aHeaderThatIsDamagedIsCorrupt() throws IOException {
    byte[] bytes = Files.readAllBytes(tar("0.jpg", "abcd", "1.jpg", "efgh", "2.jpg", "ijkl"));
    Arrays.fill(bytes, 2048 + 124, 2048 + 136, (byte) 'z'); // the size of the third member
    Path damaged = Files.write(dir.resolve("damaged.tar"), bytes);

    InputException e = assertThrows(InputException.class, () -> samples(damaged));

    assertTrue(
        e.getMessage()
            .startsWith(
                "Corrupt: %s: expected a tar archive, found up to byte 2560, after the key 0: "
                    .formatted(damaged)),
        e.getMessage());
  }

  @Test
  void aNameIsDamagedWhereItsChecksumSaysSo() throws IOException {
    byte[] bytes = Files.readAllBytes(tar("0.jpg", "abcd", "1.jpg", "efgh"));
    bytes[1024] = '7';
    Path damaged = Files.write(dir.resolve("damaged.tar"), bytes);

    InputException e = assertThrows(InputException.class, () -> samples(damaged));

    assertEquals(
        "Corrupt: %s: expected a tar archive, found up to byte 1536, before its first key: a header whose checksum is wrong; copy it again, or write it again"
            .formatted(damaged),
        e.getMessage());
  }

  @Test
  void whatIsTooLargeIsRefusedUnread() {
    assertEquals(
        List.of(
            "0: expected at most 16777216 bytes in 0.txt, found 16777217", "1 b null null null"),
        samples(tar("0.jpg", "a", "0.txt", "x".repeat((1 << 24) + 1), "1.jpg", "b")));
  }
}
