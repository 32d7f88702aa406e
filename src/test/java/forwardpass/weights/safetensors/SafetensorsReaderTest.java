package forwardpass.weights.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.StoredWeights;
import forwardpass.weights.WeightsFixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsReaderTest {
  private static final String COPY = "; copy the file again, or save it again";

  /** A file of a header and as many zeros. */
  private static byte[] file(String header, int dataBytes) {
    return file(header.length(), header, dataBytes);
  }

  private static byte[] file(long headerLength, String header, int dataBytes) {
    return ByteBuffer.allocate(Long.BYTES + header.length() + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  /** Tensors a, b and so on of these objects. */
  private static String header(String... tensors) {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < tensors.length; i++) {
      header.append(i == 0 ? "" : ",").append('"').append((char) ('a' + i)).append("\":");
      header.append(tensors[i]);
    }
    return header.append('}').toString();
  }

  private static String floats(String shape, long begin, long end) {
    return tensor("F32", shape, begin, end);
  }

  private static String tensor(String dtype, String shape, long begin, long end) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(dtype, shape, begin, end);
  }

  static Stream<Arguments> corrupt() {
    String vector = floats("[2]", 0, 8);
    return Stream.of(
        Arguments.of(
            file(100_000_001, header(vector), 8),
            "byte 0: expected a safetensors header of at most 100000000 bytes, found 100000001"),
        Arguments.of(
            file(1L << 62, header(vector), 8),
            "byte 0: expected a safetensors header of at most 100000000 bytes, found 4611686018427387904"),
        Arguments.of(
            file(-1, header(vector), 8),
            "byte 0: expected a safetensors header of at most 100000000 bytes, found 18446744073709551615"),
        Arguments.of(
            file(" " + header(vector), 8),
            "byte 8: expected { at the start of the header, found 20"),
        Arguments.of(file("[1]", 8), "byte 8: expected { at the start of the header, found 5b"),
        Arguments.of(file(0, "[]", 8), "byte 8: expected { at the start of the header, found none"),
        Arguments.of(
            file("{\"a\":%s,\"a\":%s}".formatted(vector, vector), 8),
            "byte 8: expected each tensor once, found 'a' twice"),
        Arguments.of(
            file("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 8),
            "byte 8: expected each key of 'a' once, found 'dtype' twice"),
        Arguments.of(
            file("{\"a\";1}", 8),
            "byte 8: expected a header in JSON, found Unexpected character (';' (code 59)): was expecting a colon ... at its character 4"),
        Arguments.of(
            file("{\"\u00e9\":1}", 8), "byte 8: expected a header in UTF-8, found other bytes"),
        Arguments.of(
            file(header(vector) + "{}", 8),
            "byte 8: expected the end of the header after its object, found more of it"),
        Arguments.of(
            file(header(floats("[2]", 0, 8), floats("[2]", 4, 12)), 12),
            "byte 124: expected tensor 'b' at offset 8, where the one before ends, found an overlap from offset 4"),
        Arguments.of(
            file(header(floats("[2]", 0, 8), floats("[2]", 12, 20)), 20),
            "byte 125: expected tensor 'b' at offset 8, where the one before ends, found a hole up to offset 12"),
        Arguments.of(
            file(header(floats("[2]", 4, 12)), 12),
            "byte 63: expected tensor 'a' at offset 0, where the one before ends, found a hole up to offset 4"),
        Arguments.of(
            file(header(vector), 9),
            "byte 70: expected the end of the file after the last tensor, found more bytes"),
        Arguments.of(
            file(header(floats("[2,3]", 0, 20)), 20),
            "byte 8: expected 24 bytes as data_offsets of 'a', F32 of shape [2, 3], found [0, 20]"),
        Arguments.of(
            file(header(floats("[2]", -8, 0)), 0),
            "byte 8: expected 8 bytes as data_offsets of 'a', F32 of shape [2], found [-8, 0]"),
        Arguments.of(
            file(header(floats("[2]", 8, 0)), 8),
            "byte 8: expected 8 bytes as data_offsets of 'a', F32 of shape [2], found [8, 0]"),
        Arguments.of(
            file(header(floats("[-1]", 0, 4)), 4),
            "byte 8: expected lengths of at least 0 in a shape, found -1"),
        Arguments.of(
            file(header(floats("[1.5]", 0, 4)), 4),
            "byte 8: expected whole numbers as shape of 'a', found VALUE_NUMBER_FLOAT"),
        Arguments.of(
            file(header("{\"dtype\":\"F32\",\"shape\":[1]}"), 4),
            "byte 8: expected dtype, shape and data_offsets of 'a', found not all of them"),
        Arguments.of(
            file(header("{\"dtype\":\"F32\",\"path\":\"../w\"}"), 4),
            "byte 8: expected dtype, shape and data_offsets of 'a', found 'path'"),
        Arguments.of(
            file(header("7"), 0),
            "byte 8: expected an object for tensor 'a', found VALUE_NUMBER_INT"));
  }

  @ParameterizedTest
  @MethodSource
  void corrupt(byte[] file, String message) {
    assertEquals("Corrupt: weights, " + message + COPY, WeightsFixtures.refusal(file));
  }

  static Stream<Arguments> truncated() {
    String vector = header(floats("[2]", 0, 8));
    return Stream.of(
        Arguments.of(file(1000, vector, 8), "byte 8: expected a header of 1000 bytes, found 62"),
        Arguments.of(
            file(100_000_000, vector, 8), "byte 8: expected a header of 100000000 bytes, found 62"),
        Arguments.of(file(vector, 7), "byte 62: expected 8 bytes of data, found 7"),
        Arguments.of(
            file(header(floats("[2147483647]", 0, 8_589_934_588L)), 4),
            "byte 80: expected 8589934588 bytes of data, found 4"));
  }

  @ParameterizedTest
  @MethodSource
  void truncated(byte[] file, String message) {
    assertEquals("Truncated: weights, " + message + COPY, WeightsFixtures.refusal(file));
  }

  @ParameterizedTest
  @CsvSource({"I64, 16", "U8, 2", "BOOL, 2", "F8_E4M3, 2", "C64, 16"})
  void otherTypesAreRefusedByName(String dtype, int bytes) {
    assertEquals(
        "Unsupported: weights, byte 8: expected dtype F16, BF16, F32 or F64 of 'a', found '%s'; save the weights as float32"
            .formatted(dtype),
        WeightsFixtures.refusal(file(header(tensor(dtype, "[2]", 0, bytes)), bytes)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2147483648]",
        "[65536,65536]",
        "[9223372036854775807,9223372036854775807,0]",
        "[99999999999999999999999999]"
      })
  void shapesOfMoreThanAnArrayHoldsAreRefused(String shape) {
    assertEquals(
        "Unsupported: weights, byte 8: expected an array of less than 2^31 values, found more; save the weights as float32",
        WeightsFixtures.refusal(file(header(floats(shape, 0, 4)), 4)));
  }

  @Test
  void emptyTensorsAndScalarsAreRead() {
    StoredWeights weights = WeightsFixtures.read(WeightsFixtures.bytes("zeros.safetensors"));

    assertEquals(List.of(0), weights.tensors().get("empty").tensor().shape());
    assertEquals(List.of(), weights.tensors().get("scalar").tensor().shape());
    assertArrayEquals(new float[] {1.5f}, weights.tensors().get("scalar").tensor().values());
  }

  @Test
  void tensorsMayLieInAnotherOrderThanTheHeaderNamesThem() {
    byte[] file = file(header(floats("[1]", 4, 8), floats("[0]", 4, 4), floats("[1]", 0, 4)), 8);
    file[file.length - 1] = 0x40;

    StoredWeights weights = WeightsFixtures.read(file);

    assertEquals(List.of("a", "b", "c"), List.copyOf(weights.tensors().keySet()));
    assertArrayEquals(new float[] {2}, weights.tensors().get("a").tensor().values());
    assertArrayEquals(new float[] {0}, weights.tensors().get("c").tensor().values());
  }

  @Test
  void metadataIsPassedOver() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},\"a\":%s}  ".formatted(floats("[1]", 0, 4));

    assertEquals(
        List.of("a"), List.copyOf(WeightsFixtures.read(file(header, 4)).tensors().keySet()));
  }

  @Test
  void aValueThatIsNotFiniteIsNamed() {
    byte[] file = file(header(tensor("BF16", "[2]", 0, 4)), 4);
    file[file.length - 1] = (byte) 0xff;
    file[file.length - 2] = (byte) 0x80;

    assertEquals(
        "Corrupt: weights, byte 63: expected finite float32 values, found -Infinity at a[1]; replace it, or train the network again",
        WeightsFixtures.refusal(file));
  }
}
