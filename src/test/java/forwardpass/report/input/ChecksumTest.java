package forwardpass.report.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever images are like, those that a checksum chooses are as if chosen by lot. */
class ChecksumTest {
  private static final int PIXELS = 784;

  /** Of so many that are expected, by lot, almost never fewer or more than these apart. */
  private static void assertChosenByLot(LongStream checksums, int images) {
    int[] withZeros = new int[Long.SIZE + 1];
    checksums.forEach(checksum -> withZeros[Long.numberOfLeadingZeros(checksum)]++);
    int chosen = images;
    for (int zeros = 0; zeros < 8; zeros++) {
      double expected = Math.scalb((double) images, -zeros);
      assertEquals(expected, chosen, 5 * Math.sqrt(expected), zeros + " zeros");
      chosen -= withZeros[zeros];
    }
  }

  @Test
  void ofWrittenDigits() throws IOException {
    ChecksumBenchmark measured = new ChecksumBenchmark();
    measured.read();

    assertEquals(10_000 / 32.0, measured.ours(), 5 * Math.sqrt(10_000 / 32.0));
    assertEquals(10_000 / 32.0, measured.crc32(), 5 * Math.sqrt(10_000 / 32.0));
  }

  /** One pixel of one shade, wherever it is. */
  @Test
  void ofImagesThatAreBlankButForAPixel() {
    byte[] image = new byte[PIXELS];
    assertChosenByLot(
        LongStream.range(0, PIXELS * 255L)
            .map(
                number -> {
                  int pixel = (int) (number / 255);
                  image[pixel] = (byte) (number % 255 + 1);
                  long checksum = Checksum.of(image, 0, PIXELS);
                  image[pixel] = 0;
                  return checksum;
                }),
        PIXELS * 255);
  }

  /** Two shades, as in a mask, of which the darker is 0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 128, 255})
  void ofMasks(int light) {
    Random random = new Random(1);
    byte[] image = new byte[PIXELS];
    assertChosenByLot(
        LongStream.range(0, 50_000)
            .map(
                number -> {
                  image[random.nextInt(PIXELS)] ^= (byte) light;
                  image[random.nextInt(PIXELS)] ^= (byte) light;
                  return Checksum.of(image, 0, PIXELS);
                }),
        50_000);
  }

  /** Of bytes as many as a word has, or four, and some more or fewer. */
  @Test
  void everyBitChangesIt() {
    for (int length = 1; length <= 100; length++) {
      byte[] bytes = new byte[length + 3];
      new Random(length).nextBytes(bytes);
      long checksum = Checksum.of(bytes, 1, length);
      for (int bit = 0; bit < Byte.SIZE * length; bit++) {
        byte[] changed = bytes.clone();
        changed[1 + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

        assertNotEquals(checksum, Checksum.of(changed, 1, length), length + " bytes, bit " + bit);
      }
    }
  }

  /** Nor does what is before and after them. */
  @Test
  void thePlaceInAnArrayDoesNot() {
    for (int length = 0; length <= 100; length++) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      byte[] within = new byte[length + 20];
      Arrays.fill(within, (byte) 7);
      System.arraycopy(bytes, 0, within, 13, length);

      assertEquals(Checksum.of(bytes, 0, length), Checksum.of(within, 13, length));
    }
  }
}
