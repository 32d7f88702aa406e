package forwardpass.source.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.InputException;
import forwardpass.files.PassedOver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of shards have together what the shards have. */
class ShardCutsTest {
  private static final Path SHARDS = Path.of("src/test/resources/shards");
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path dir;

  /**
   * What came of reading.
   *
   * @param samples with their places in the shard
   * @param passedOver how many members
   * @param failure its message; empty where there was none
   */
  private record Outcome(List<String> samples, PassedOver passedOver, String failure) {}

  private static ShardPart whole(Path file) {
    return new ShardPart(
        file.toUri().toString(), file.toFile().length(), 0, 0, ShardPart.OPEN, 0, null);
  }

  private static List<ShardPart> cut(Path file, long bytes) {
    return new ShardCuts(bytes, 0, HADOOP).cut(List.of(whole(file)));
  }

  private static Outcome read(List<ShardPart> parts) {
    List<String> all = new ArrayList<>();
    PassedOver passedOver = PassedOver.NONE;
    for (ShardPart part : parts) {
      long index = part.index();
      try (ShardSamples samples = ShardSamples.open(part, HADOOP)) {
        try {
          while (samples.hasNext()) {
            all.add(index++ + " " + shown(samples.next()));
          }
        } finally {
          passedOver = passedOver.plus(samples.passedOver());
        }
      } catch (InputException e) {
        return new Outcome(all, passedOver, e.getMessage());
      }
    }
    return new Outcome(all, passedOver, "");
  }

  private static String shown(Sample sample) {
    return "%s %s %s %s"
        .formatted(
            sample.key(),
            sample.refusal().map(refusal -> refusal.reason()).orElse("image"),
            sample.image() == null ? null : new String(sample.image(), StandardCharsets.ISO_8859_1),
            sample.label());
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry member = new TarArchiveEntry(name);
    member.setSize(content.length);
    tar.putArchiveEntry(member);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static TarArchiveOutputStream tar(ByteArrayOutputStream bytes, boolean isPax) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");
    tar.setLongFileMode(
        isPax ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
    return tar;
  }

  /** Keys of one to three members, some of long names, and members of no key anywhere. */
  private static byte[] archive(Random random, boolean isPax) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = tar(bytes, isPax)) {
      for (int i = 0; i < 12; i++) {
        String key = (random.nextInt(3) == 0 ? "x".repeat(120) + "/" : "") + random.nextInt(20);
        for (String suffix : List.of("jpg", "cls", "npy").subList(0, 1 + random.nextInt(3))) {
          byte[] content = new byte[random.nextInt(3) * 512 + random.nextInt(2)];
          Arrays.fill(content, (byte) ('a' + i));
          add(tar, key + "." + suffix, content);
          if (random.nextInt(4) == 0) {
            add(tar, random.nextBoolean() ? "README" : "directory/", new byte[0]);
          }
        }
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "3000, true", "3000, false", "9000, true"})
  void partsHaveWhatTheWholeHas(int bytes, boolean isPax) throws IOException {
    Random random = new Random(bytes);
    for (int round = 0; round < 20; round++) {
      Path file = Files.write(dir.resolve("a.tar"), archive(random, isPax));
      List<ShardPart> parts = cut(file, bytes);

      assertTrue(parts.size() > 1, () -> parts.toString());
      assertEquals(read(List.of(whole(file))), read(parts));
    }
  }

  @Test
  void damageIsWhatItIsInTheWhole() throws IOException {
    Random random = new Random(7);
    int failures = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bytes = archive(random, random.nextBoolean());
      int at = random.nextInt(bytes.length);
      if (random.nextBoolean()) {
        bytes = Arrays.copyOf(bytes, at);
      } else {
        bytes[at] ^= (byte) (1 + random.nextInt(255));
      }
      Path file = Files.write(dir.resolve("a.tar"), bytes);

      Outcome expected = read(List.of(whole(file)));
      Outcome found = read(cut(file, 1));
      assertEquals(expected.failure(), found.failure());
      if (expected.failure().isEmpty()) {
        assertEquals(expected, found);
      } else {
        failures++;
      }
    }
    assertTrue(failures > 150, () -> "so few were damaged where it shows");
  }

  @ParameterizedTest
  @CsvSource({
    "python_pax.tar, 3",
    "python_gnu.tar, 3",
    "gnu.tar, 3",
    "posix.tar, 3",
    "gnu.tar.gz, 1"
  })
  void archivesOfTarAndPythonAreCutAtTheirSamples(String name, int parts) {
    Path file = SHARDS.resolve(name).toAbsolutePath();

    List<ShardPart> cut = cut(file, 1);

    assertEquals(parts, cut.size());
    assertEquals(read(List.of(whole(file))), read(cut));
    assertEquals(3, read(cut).samples().size());
  }

  @Test
  void aPartHasItsBytesAtLeastAndBeginsAtAKey() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = tar(bytes, true)) {
      for (String key : List.of("0", "1", "2", "3", "4")) {
        add(tar, key + ".jpg", new byte[100]);
        add(tar, key + ".cls", new byte[1]);
      }
    }
    Path file = Files.write(dir.resolve("a.tar"), bytes.toByteArray());
    ShardPart whole = whole(file);

    assertEquals(
        List.of(whole.upTo(4096), whole.from(4096, 2, "1").upTo(8192), whole.from(8192, 4, "3")),
        cut(file, 2049));
    assertEquals(List.of(whole), new ShardCuts(2049, bytes.size(), HADOOP).cut(List.of(whole)));
  }

  private static void makeGlobal(byte[] archive, int header) {
    archive[header + 156] = 'g';
    Arrays.fill(archive, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += archive[header + i] & 0xff;
    }
    byte[] octal = "%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, archive, header + 148, octal.length);
  }

  /** Which says something of all members that come after it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void behindAGlobalHeaderNothingIsCut(int before) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = tar(bytes, true)) {
      for (int i = 0; i < 5; i++) {
        if (i == before) {
          add(tar, "global", "16 path=x/0.jpg\n".getBytes(StandardCharsets.UTF_8));
        }
        add(tar, i + ".jpg", new byte[] {(byte) ('a' + i)});
      }
    }
    byte[] archive = bytes.toByteArray();
    makeGlobal(archive, before * 1024);
    Path file = Files.write(dir.resolve("a.tar"), archive);

    assertEquals(before + 1, read(cut(file, 1)).samples().size());
    assertEquals(Math.max(1, before), cut(file, 1).size());
    assertEquals(read(List.of(whole(file))), read(cut(file, 1)));
  }
}
