package forwardpass.idx;

import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.encoded;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.reader;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.idx.IdxBytes.Encoder;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every element type, as {@link java.io.DataOutputStream} writes it. */
class IdxReaderTypesTest {
  private static byte[] matrix(int code, int items, int width, Encoder data) {
    return concat(header(code, items, width), encoded(data));
  }

  @Test
  void everyUnsignedByteIsAFloatFrom0To255() throws IOException {
    float[] expected = new float[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = i;
    }
    assertFloats(expected, 0x08, IdxReaderTypesTest::writeEveryByte);
  }

  @Test
  void everySignedByteIsAFloatFromMinus128To127() throws IOException {
    float[] expected = new float[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = i < 128 ? i : i - 256;
    }
    assertFloats(expected, 0x09, IdxReaderTypesTest::writeEveryByte);
  }

  @Test
  void everyShortIsItsFloat() throws IOException {
    float[] expected = new float[65536];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i - 32768;
    }
    assertFloats(
        expected,
        0x0B,
        out -> {
          for (int i = -32768; i < 32768; i++) {
            out.writeShort(i);
          }
        });
  }

  @Test
  void intsAreRoundedToTheNearestFloat() throws IOException {
    int[] ints = {0, 1, -1, 255, 16_777_216, 16_777_217, 16_777_219, 0x01020304, Integer.MIN_VALUE};
    float[] expected = {
      0, 1, -1, 255, 16_777_216f, 16_777_216f, 16_777_220f, 16_909_060f, -0x1p31f
    };
    assertFloats(
        expected,
        0x0C,
        out -> {
          for (int value : ints) {
            out.writeInt(value);
          }
        });
  }

  @Test
  void floatsKeepEveryBit() throws IOException {
    Random random = new Random(3);
    float[] expected = new float[1000];
    for (int i = 4; i < expected.length; i++) {
      expected[i] = (random.nextFloat() - 0.5f) * (1 << random.nextInt(30));
    }
    expected[0] = -0f;
    expected[1] = Float.MIN_VALUE;
    expected[2] = Float.MAX_VALUE;
    expected[3] = -Float.MAX_VALUE;
    assertFloats(
        expected,
        0x0D,
        out -> {
          for (float value : expected) {
            out.writeFloat(value);
          }
        });
  }

  @Test
  void doublesAreRoundedToTheNearestFloat() throws IOException {
    double[] doubles = {0, -0.0, 0.1, -1.5, 1e-300, Float.MAX_VALUE, 1 + 0x1p-24, 1 + 0x1.8p-24};
    float[] expected = {0, -0f, 0.1f, -1.5f, 0, Float.MAX_VALUE, 1, 1 + 0x1p-23f};
    assertFloats(
        expected,
        0x0E,
        out -> {
          for (double value : doubles) {
            out.writeDouble(value);
          }
        });
  }

  static Stream<Arguments> labels() {
    return Stream.of(
        Arguments.of(0x08, new int[] {0, 9, 127, 128, 255}),
        Arguments.of(0x09, new int[] {0, 9, 127, -128, -1}),
        Arguments.of(0x0B, new int[] {0, 9, 32767, -32768, -1, 0x0102}),
        Arguments.of(0x0C, new int[] {0, 9, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x01020304}));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void labelsAreTheirOwnNumbers(int code, int[] labels) throws IOException {
    byte[] data =
        encoded(
            out -> {
              for (int label : labels) {
                switch (code) {
                  case 0x0B -> out.writeShort(label);
                  case 0x0C -> out.writeInt(label);
                  default -> out.writeByte(label);
                }
              }
            });
    try (IdxReader reader = reader(concat(header(code, labels.length), data))) {
      assertArrayEquals(labels, reader.readLabels(new int[0], labels.length));
      reader.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0D, 0x0E})
  void fractionsAreNeverReadAsLabels(int code) throws IOException {
    try (IdxReader reader = reader(concat(header(code, 1), new byte[8]))) {
      assertThrows(IllegalStateException.class, () -> reader.readLabels(new int[0], 1));
    }
  }

  private static void writeEveryByte(DataOutputStream out) throws IOException {
    for (int i = 0; i < 256; i++) {
      out.writeByte(i);
    }
  }

  /** As one row, and as a row for each value. */
  private static void assertFloats(float[] expected, int code, Encoder data) throws IOException {
    try (IdxReader reader = reader(matrix(code, 1, expected.length, data))) {
      assertArrayEquals(expected, reader.readFloats(new float[0], 1));
      reader.expectEnd();
    }
    try (IdxReader reader = reader(matrix(code, expected.length, 1, data))) {
      float[] one = new float[1];
      for (float value : expected) {
        assertArrayEquals(new float[] {value}, reader.readFloats(one, 1));
      }
      reader.expectEnd();
    }
  }
}
