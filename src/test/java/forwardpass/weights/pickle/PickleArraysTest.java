package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.data.StoredArrays;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused although the pickle as such is well-formed: it is not a dict of arrays. */
class PickleArraysTest {
  private static final String COPY = "; copy the file again, or save it again";
  private static final String SAVE =
      "; save the weights as a dict of NumPy float32 arrays with pickle.dump";

  private static PickleAssembler pickle() {
    return new PickleAssembler();
  }

  private static String corrupt(PickleAssembler before, String expectedAndFound) {
    return "Corrupt: weights.pkl, byte " + before.size() + ": expected " + expectedAndFound + COPY;
  }

  private static String unsupported(PickleAssembler before, String expectedAndFound) {
    return "Unsupported: weights.pkl, byte "
        + before.size()
        + ": expected "
        + expectedAndFound
        + SAVE;
  }

  static Stream<Arguments> roots() {
    return Stream.of(
        Arguments.of(pickle().none(), "None"),
        Arguments.of(pickle().newtrue(), "True"),
        Arguments.of(pickle().binint(7), "the int 7"),
        Arguments.of(pickle().binunicode("a\nb"), "the str 'a\\u000ab'"),
        Arguments.of(pickle().binbytes((byte) 1), "bytes of length 1"),
        Arguments.of(pickle().vector(1), "a NumPy array"),
        Arguments.of(pickle().dtype("f4", "<"), "a dtype"),
        Arguments.of(pickle().global("numpy", "dtype"), "the function numpy.dtype"));
  }

  @ParameterizedTest
  @MethodSource("roots")
  void theRootIsADictOrAList(PickleAssembler pickle, String found) {
    String message = unsupported(pickle, "a dict or a list of NumPy arrays, found " + found);
    assertEquals(message, PickleFixtures.refusal(pickle));
  }

  @ParameterizedTest
  @MethodSource("roots")
  void valuesThatAreNoArraysAreLeftOutByName(PickleAssembler value, String found) {
    PickleAssembler pickle = pickle().emptyDict().binunicode("W1");
    for (byte b : value.toByteArray()) {
      pickle.raw(b & 0xff);
    }
    StoredArrays arrays =
        PickleReader.read(new ByteArrayInputStream(pickle.setitem().stop()), "weights.pkl");
    boolean isArray = found.equals("a NumPy array");
    assertEquals(isArray ? Set.of("W1") : Set.of(), arrays.tensors().keySet());
    assertEquals(isArray ? List.of() : List.of("W1"), arrays.leftOut());
  }

  @Test
  void keysAreNames() {
    PickleAssembler pickle = pickle().emptyDict().none().vector(1);
    assertEquals(
        unsupported(pickle, "a str of at most 1024 characters as a key, found None"),
        PickleFixtures.refusal(pickle.setitem()));
  }

  @Test
  void keysAreShort() {
    PickleAssembler pickle = pickle().emptyDict().binunicode("k".repeat(1025)).vector(1);
    String found = "the str '" + "k".repeat(60) + "...'";
    assertEquals(
        unsupported(pickle, "a str of at most 1024 characters as a key, found " + found),
        PickleFixtures.refusal(pickle.setitem()));
  }

  @Test
  void keysAreDifferent() {
    PickleAssembler pickle = pickle().emptyDict().mark().binunicode("W1").vector(1);
    pickle.raw("S'W1'\n").vector(2);
    String message = corrupt(pickle, "each key once, found 'W1' twice");
    assertEquals(message, PickleFixtures.refusal(pickle.setitems()));
  }

  @Test
  void everyKeyHasAValue() {
    PickleAssembler pickle = pickle().emptyDict().mark().binunicode("W1");
    String message = corrupt(pickle, "a value for each key, found a key without one");
    assertEquals(message, PickleFixtures.refusal(pickle.setitems()));
  }

  @Test
  void itemsGoIntoDicts() {
    PickleAssembler pickle = pickle().emptyTuple().binunicode("W1").vector(1);
    String message = corrupt(pickle, "a dict to put items into, found a tuple of 0");
    assertEquals(message, PickleFixtures.refusal(pickle.setitem()));
  }

  @Test
  void arraysHaveData() {
    PickleAssembler pickle = pickle().emptyDict().binunicode("W1").reconstruct();
    String message =
        corrupt(pickle.setitem(), "a NumPy array as 'W1', found an array without data");
    assertEquals(message, PickleFixtures.refusal(pickle));
  }

  @ParameterizedTest
  @CsvSource({
    "O8, dtype 'O8' (object)",
    "O, dtype 'O' (object)",
    "V12, dtype 'V12'",
    "<f4, dtype '<f4'",
    "'', dtype ''",
  })
  void otherTypesAreRefusedByName(String code, String found) {
    PickleAssembler before = pickle().global("numpy", "dtype").binunicode(code);
    before.newfalse().newtrue().tuple(3);
    assertEquals(
        unsupported(before, "an array of float16, float32 or float64, found " + found),
        PickleFixtures.refusal(before.reduce()));
  }

  @ParameterizedTest
  @CsvSource({
    "i8, 8, dtype 'i8' (int64)",
    "b1, 1, dtype 'b1' (bool)",
    "f16, 16, dtype 'f16' (float128)",
    "c8, 8, dtype 'c8' (complex64)",
  })
  void arraysOfOtherNumbersAreRefusedByName(String code, int itemSize, String found) {
    PickleAssembler pickle = pickle().emptyDict().binunicode("W1").reconstruct().mark().binint(1);
    pickle.shape(2).dtype(code, "<").newfalse().binbytes(new byte[2 * itemSize]).tuple().build();
    assertEquals(
        unsupported(
            pickle.setitem(),
            "an array of float16, float32 or float64 as 'W1', found " + found + " of shape [2]"),
        PickleFixtures.refusal(pickle));
  }

  @Test
  void eachArrayHasDataOfItsOwn() {
    PickleAssembler pickle = pickle().binbytes(new byte[4]).binput(0).reconstruct();
    pickle.mark().binint(1).shape(1).dtype("f4", "<").newfalse().binget(0).tuple().build();
    pickle.reconstruct().mark().binint(1).shape(1).dtype("f4", "<").newfalse().binget(0).tuple();
    String message =
        corrupt(
            pickle,
            "bytes of its own as item 4 of the state of an array, found those of another array");
    assertEquals(message, PickleFixtures.refusal(pickle.build()));
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  void valuesAreFinite(float value, String found) {
    PickleAssembler pickle = pickle().emptyDict().binunicode("W1").reconstruct().mark().binint(1);
    pickle.shape(2, 3).dtype("f4", "<").newtrue();
    // In Fortran order the fourth value is that of row 1, column 1.
    pickle.binbytes(PickleAssembler.littleEndian(1, 2, 3, value, 5, 6)).tuple();
    String message =
        "Corrupt: weights.pkl, byte "
            + pickle.size()
            + ": expected finite float32 values, found "
            + found
            + " at W1[1, 1]; replace it, or train the network again";
    assertEquals(message, PickleFixtures.refusal(pickle.build().setitem()));
  }

  @Test
  void valuesAreFiniteOnceNarrowed() {
    PickleAssembler pickle = pickle().emptyDict().binunicode("b\n").reconstruct().mark().binint(1);
    pickle.shape().dtype("f8", ">").newfalse().binbytes(new byte[] {0x7f, 0, 0, 0, 0, 0, 0, 0});
    int offset = pickle.tuple().size();
    assertEquals(
        "Corrupt: weights.pkl, byte "
            + offset
            + ": expected finite float32 values, found Infinity at b\\u000a[]; replace it, or train"
            + " the network again",
        PickleFixtures.refusal(pickle.build().setitem()));
  }
}
