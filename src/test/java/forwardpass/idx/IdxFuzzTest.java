package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.encoded;
import static forwardpass.idx.IdxBytes.gzip;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.images;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.error.InputException;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a file has, it is read or refused, and nothing else. */
class IdxFuzzTest {
  private static final int MUTATIONS = 15_000;
  private static final int BATCH = 3;

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(Truncated|Corrupt|Unsupported): digits\\.idx, (byte|image|item|gzip,) \\P{Cntrl}+: "
              + "expected \\P{Cntrl}+, found\\P{Cntrl}+; \\P{Cntrl}+");

  private static final Map<String, byte[]> FILES =
      Map.of(
          "images", images(5, 4, 3),
          "labels", concat(header(0x08, 9), new byte[] {5, 0, 4, 1, 9, 2, 1, 3, 1}),
          "shorts", concat(header(0x0B, 3), new byte[] {0, 1, 0, 2, 0, 3}),
          "floats", concat(header(0x0D, 4, 2), encoded(out -> writeFloats(out, 8))),
          "doubles", concat(header(0x0E, 2, 2, 2), encoded(out -> writeDoubles(out, 8))));

  private static void writeFloats(DataOutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.writeFloat(i / 7f);
    }
  }

  private static void writeDoubles(DataOutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.writeDouble(i / 7.0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "labels", "shorts", "floats", "doubles"})
  void mutatedFilesAreReadOrRefused(String name) {
    Random random = new Random(name.hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      assertReadOrRefused(mutated(FILES.get(name), random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "labels", "floats"})
  void mutatedGzipFilesAreReadOrRefused(String name) {
    Random random = new Random(name.hashCode());
    byte[] whole = concat(gzip(FILES.get(name)), gzip(new byte[0]));
    for (int i = 0; i < MUTATIONS; i++) {
      assertReadOrRefused(mutated(whole, random));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "labels", "floats"})
  void mutatedFilesInWholeGzipAreReadOrRefusedAsThePlainOnesAre(String name) {
    Random random = new Random(name.hashCode());
    for (int i = 0; i < MUTATIONS / 10; i++) {
      byte[] plain = mutated(FILES.get(name), random);
      if (!Gzip.isGzip(plain)) {
        assertEquals(assertReadOrRefused(plain), assertReadOrRefused(gzip(plain)));
      }
    }
  }

  /** The values that were read, or the message. */
  private static String assertReadOrRefused(byte[] file) {
    try {
      return "read " + readAll(file) + " values";
    } catch (InputException e) {
      assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
      return e.getMessage();
    } catch (IOException | RuntimeException | Error e) {
      return fail(HexFormat.of().formatHex(file), e);
    }
  }

  private static long readAll(byte[] file) throws IOException {
    InputStream plain = new ByteArrayInputStream(file);
    InputStream in = Gzip.isGzip(file) ? Gzip.decompress(plain, FILE) : plain;
    IdxHeader header = IdxHeader.read(in, FILE);
    boolean labels = header.dimensions().size() == 1;
    if (labels) {
      header.requireLabels(FILE);
    }
    try (IdxReader reader = new IdxReader(in, header, FILE, 0)) {
      long left = header.count();
      while (left > 0) {
        int items = (int) Math.min(left, BATCH);
        if (labels) {
          reader.readLabels(new int[0], items);
        } else if (header.type() == ElementType.UNSIGNED_BYTE) {
          reader.readBytes(new byte[0], items);
        } else {
          reader.readFloats(new float[0], items);
        }
        left -= items;
      }
      reader.expectEnd();
    }
    return (long) header.count() * header.itemSize();
  }

  /** One to three bytes changed, and now and then the end cut off or bytes added. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(20, bytes.length) : bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) random.nextInt(16);
            default -> (byte) -random.nextInt(3);
          };
    }
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      default -> bytes;
    };
  }
}
