package forwardpass.weights.npy;

import static forwardpass.weights.npy.NpzAssembler.floats;
import static forwardpass.weights.npy.NpzAssembler.npy;
import static forwardpass.weights.npy.NpzAssembler.npz;
import static forwardpass.weights.npy.NpzAssembler.replaced;
import static forwardpass.weights.npy.NpzAssembler.withDirectoryInt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.StoredWeights;
import forwardpass.weights.WeightsFixtures;
import forwardpass.weights.data.StoredTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzReaderTest {
  private static final String COPY = "; copy the file again, or save it again";
  private static final String FLOATS = "; save the weights as float32";
  private static final String SAVE_AGAIN = "; save the weights again with numpy.savez";

  private static final int CRC = 16;
  private static final int UNCOMPRESSED_SIZE = 24;

  private static NpzAssembler zip() {
    return new NpzAssembler();
  }

  private static byte[] lines(int count) {
    return npy(floats("(1,)") + "\n".repeat(count), 4);
  }

  static Stream<Arguments> unsupported() {
    byte[] bomb = npz(floats("(25000000,)"), 100_000_000);
    byte[] one = npy(floats("(1,)"), 4);
    return Stream.of(
        Arguments.of(
            zip().entry("W1.npy", npy(4, floats("(1,)"), 4)).end(),
            ", entry W1.npy, byte 6: expected npy version 1.0, 2.0 or 3.0, found 4.0; save the array again with numpy.savez"),
        Arguments.of(
            zip().entry("W1.npy", lines(10_000)).end(),
            ", entry W1.npy, byte 8: expected a header of at most 10000 bytes, found 10057" + COPY),
        Arguments.of(
            npz(floats("(2147483648,)"), 4),
            ", entry W1.npy, byte 10: expected an array of less than 2^31 values, found more"
                + FLOATS),
        Arguments.of(
            npz(floats("(65536, 65536)"), 4),
            ", entry W1.npy, byte 10: expected an array of less than 2^31 values, found more"
                + FLOATS),
        Arguments.of(
            npz(floats("(" + "9".repeat(40) + ", 0)"), 4),
            ", entry W1.npy, byte 10: expected an array of less than 2^31 values, found more"
                + FLOATS),
        Arguments.of(
            npz("{'descr': '<i8', 'fortran_order': False, 'shape': (1,)}", 8),
            ", entry W1.npy, byte 10: expected an array of float16, float32 or float64, found dtype 'i8' (int64)"
                + FLOATS),
        Arguments.of(
            npz("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 8),
            ", entry W1.npy, byte 10: expected an array of float16, float32 or float64, found dtype 'O' (object)"
                + FLOATS),
        Arguments.of(
            npz("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}", 4),
            ", entry W1.npy, byte 10: expected an array of numbers, found one of a structured dtype"
                + FLOATS),
        Arguments.of(
            zip().entry("W1", one).end(),
            ", entry W1, byte 0: expected arrays only, each called as it is and .npy, found 'W1'"
                + SAVE_AGAIN),
        Arguments.of(
            zip().entry("W1.npy", new byte[100]).end(),
            ", entry W1.npy, byte 0: expected an array in npy format, from 93 4e 55 4d 50 59 on, found 00 00 00 00 00 00; save the weights as float32 with numpy.savez"),
        Arguments.of(
            zip().entry("../W1.npy", one).end(),
            ", entry ../W1.npy, byte 0: expected the name of an array, found a path that leads out; do not trust this file"),
        Arguments.of(
            zip().entry("layer\\..\\W1.npy", one).end(),
            ", entry layer/../W1.npy, byte 0: expected the name of an array, found a path that leads out; do not trust this file"),
        Arguments.of(
            zip().entry("/W1.npy", one).end(),
            ", entry /W1.npy, byte 0: expected the name of an array, found a path that leads out; do not trust this file"),
        Arguments.of(
            bomb,
            ", entry W1.npy, byte 0: expected at most 16777216 bytes in all arrays of a file of "
                + bomb.length
                + ", found more; save the weights again with numpy.savez, which does not compress"));
  }

  @ParameterizedTest
  @MethodSource
  void unsupported(byte[] file, String message) {
    assertEquals("Unsupported: weights" + message, WeightsFixtures.refusal(file));
  }

  static Stream<Arguments> corrupt() {
    byte[] one = npy(floats("(1,)"), 4);
    byte[] two = zip().entry("W1.npy", one).entry("W2.npy", one).end();
    return Stream.of(
        Arguments.of(
            replaced(two, "W2.npy", "W1.npy"), "byte 0: expected each entry once, found it twice"),
        Arguments.of(
            withDirectoryInt(npz(floats("(1,)"), 4), CRC, 0x12345678),
            "byte 0: expected CRC-32 12345678, found 8e36d622"),
        Arguments.of(
            npz(floats("(2, 3)"), 28),
            "byte 69: expected 24 bytes of data for float32 of shape [2, 3], found 28"),
        Arguments.of(
            withDirectoryInt(npz(floats("(1,)"), 1_000_000), UNCOMPRESSED_SIZE, 67 + 4),
            "byte 71: expected the end of the array, found more bytes"),
        Arguments.of(
            npz("import os", 4),
            "byte 10: expected a dict of Python in the header of an array, found something else at its character 0"),
        Arguments.of(
            npz("{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}", 4),
            "byte 10: expected a dict of Python in the header of an array, found something else at its character 9"),
        Arguments.of(
            npz(floats("(1,)") + " + {}", 4),
            "byte 10: expected a dict of Python in the header of an array, found something else at its character 57"),
        Arguments.of(
            npz("", 4),
            "byte 10: expected a dict of Python in the header of an array, found something else at its character 0"),
        Arguments.of(
            npz("{'descr': '<f4', 'descr': '<f4'}", 4),
            "byte 10: expected each key once, found 'descr' twice"),
        Arguments.of(
            npz("{'descr': '<f4', 'shape': (1,)}", 4),
            "byte 10: expected the keys descr, fortran_order and shape, found descr, shape"),
        Arguments.of(npz(floats("(1)"), 4), "byte 10: expected a tuple as shape, found the int 1"),
        Arguments.of(
            npz(floats("(-1,)"), 4),
            "byte 10: expected lengths of at least 0 in a shape, found -1"),
        Arguments.of(
            npz("{'descr': '^f4', 'fortran_order': False, 'shape': (1,)}", 4),
            "byte 10: expected a byte order of < or >, found '^f4'"),
        Arguments.of(
            npz("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}", 4),
            "byte 10: expected a bool as fortran_order, found the int 1"));
  }

  @ParameterizedTest
  @MethodSource
  void corrupt(byte[] file, String message) {
    assertEquals(
        "Corrupt: weights, entry W1.npy, " + message + COPY, WeightsFixtures.refusal(file));
  }

  static Stream<Arguments> truncated() {
    byte[] whole = WeightsFixtures.bytes("network.npz");
    return Stream.of(
        Arguments.of(
            Arrays.copyOf(whole, 600),
            ", byte 600: expected the directory of a zip, found the end of the file"),
        Arguments.of(
            npz(floats("(2147483647,)"), 4),
            ", entry W1.npy, byte 76: expected 8589934588 bytes of data for float32 of shape [2147483647], found 4"),
        Arguments.of(
            zip().entry("W1.npy", Arrays.copyOf(npy(floats("(1,)"), 0), 40)).end(),
            ", entry W1.npy, byte 10: expected a header of 57 bytes, found 30"));
  }

  @ParameterizedTest
  @MethodSource
  void truncated(byte[] file, String message) {
    assertEquals("Truncated: weights" + message + COPY, WeightsFixtures.refusal(file));
  }

  @Test
  void aValueThatIsNotFiniteIsNamed() {
    byte[] npy = npy(floats("(2, 2)"), 16);
    npy[npy.length - 5] = 0x7f;
    npy[npy.length - 6] = (byte) 0xc0;

    assertEquals(
        "Corrupt: weights, entry W1.npy, byte 69: expected finite float32 values, found NaN at W1[1, 0]; replace it, or train the network again",
        WeightsFixtures.refusal(zip().entry("W1.npy", npy).end()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n",
        "{\"shape\":(2L,3L),\"fortran_order\":False,\"descr\":\"<f4\"}",
        " { 'fortran_order' : True , 'descr' : '=f4' , 'shape' : ( 2 , 3 , ) } "
      })
  void headersAreReadHoweverTheyAreWritten(String header) {
    StoredTensor tensor = WeightsFixtures.read(npz(header, 24)).tensors().get("W1");

    assertEquals(List.of(2, 3), tensor.tensor().shape());
  }

  @Test
  void emptyArraysAndScalarsAreRead() {
    StoredWeights weights = WeightsFixtures.read(WeightsFixtures.bytes("zeros.npz"));

    assertEquals(List.of(0), weights.tensors().get("empty").tensor().shape());
    assertEquals(List.of(), weights.tensors().get("scalar").tensor().shape());
    assertArrayEquals(new float[] {1.5f}, weights.tensors().get("scalar").tensor().values());
  }

  @Test
  void anArchiveOfNothingHoldsNoArrays() {
    assertEquals(List.of(), List.copyOf(WeightsFixtures.read(zip().end()).tensors().keySet()));
  }
}
