package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls and states have the exact form that NumPy writes, or are refused. */
class PickleFormsTest {
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

  /** What is called or set, up to the REDUCE or BUILD that is refused, and why. */
  static Stream<Arguments> wrongForms() {
    PickleAssembler function = pickle().global("numpy", "dtype");
    return Stream.of(
        Arguments.of(pickle().none().emptyTuple(), 'R', "a function to call, found None"),
        Arguments.of(
            pickle().global("numpy", "ndarray").emptyTuple(),
            'R',
            "a function to call, found numpy.ndarray"),
        Arguments.of(function.none(), 'R', "a tuple as the arguments of numpy.dtype, found None"),
        Arguments.of(
            pickle().global("numpy", "dtype").emptyTuple(),
            'R',
            "a tuple of 3 as the arguments of numpy.dtype, found a tuple of 0"),
        Arguments.of(
            pickle().global("numpy", "dtype").binint(1).newfalse().newtrue().tuple(3),
            'R',
            "a short str as item 0 of the arguments of numpy.dtype, found the int 1"),
        Arguments.of(
            pickle().global("numpy", "dtype").binunicode("f4").newtrue().newtrue().tuple(3),
            'R',
            "False as item 1 of the arguments of numpy.dtype, found True"),
        Arguments.of(
            pickle().global("numpy", "dtype").binunicode("f4").newfalse().binint(2).tuple(3),
            'R',
            "a bool as item 2 of the arguments of numpy.dtype, found the int 2"),
        Arguments.of(
            pickle().global("_codecs", "encode").binunicode("a").binunicode("utf8").tuple(2),
            'R',
            "'latin1' as item 1 of the arguments of encode, found the str 'utf8'"),
        Arguments.of(
            pickle().global("_codecs", "encode").binbytes().binunicode("latin1").tuple(2),
            'R',
            "a str as item 0 of the arguments of encode, found bytes of length 0"),
        Arguments.of(
            pickle().global("_codecs", "encode").binunicode("\u0100").binunicode("latin1").tuple(2),
            'R',
            "Latin-1 in the data of an array, found other characters"),
        Arguments.of(
            pickle().global("_codecs", "encode").binunicode("a").tuple(1),
            'R',
            "a tuple of 2 as the arguments of encode, found a tuple of 1"),
        Arguments.of(
            pickle().global("__builtin__", "bytes").binint(1 << 30).tuple(1),
            'R',
            "a tuple of 0 as the arguments of bytes, found a tuple of 1"),
        Arguments.of(
            reconstruct(a -> a.global("numpy", "dtype").binint(0).tuple(1).binbytes((byte) 'b')),
            'R',
            "numpy.ndarray as item 0 of the arguments of _reconstruct, found the function"
                + " numpy.dtype"),
        Arguments.of(
            reconstruct(a -> a.global("numpy", "ndarray").binint(5).tuple(1).binbytes((byte) 'b')),
            'R',
            "0 as item 0 of the shape in _reconstruct, found the int 5"),
        Arguments.of(
            reconstruct(a -> a.global("numpy", "ndarray").binint(0).tuple(1).binbytes((byte) 'O')),
            'R',
            "b'b' as item 2 of the arguments of _reconstruct, found bytes of length 1"),
        Arguments.of(
            pickle().emptyDict().none(),
            'b',
            "a dtype or an array to set the state of, found a dict"),
        Arguments.of(
            pickle().global("numpy", "dtype").emptyDict(),
            'b',
            "a dtype or an array to set the state of, found the function numpy.dtype"),
        Arguments.of(
            pickle().dtypeWithoutState("f4").emptyDict(),
            'b',
            "a tuple as the state of a dtype, found a dict"),
        Arguments.of(
            pickle().dtypeWithoutState("f4").dtypeState("!"),
            'b',
            "a byte order of < or >, found the str '!'"),
        Arguments.of(
            pickle().dtype("f4", "<").dtypeState(">"),
            'b',
            "one state for each dtype, found a second one"),
        Arguments.of(
            pickle()
                .dtypeWithoutState("f4")
                .mark()
                .binint(4)
                .binunicode("<")
                .none()
                .none()
                .none()
                .binint(-1)
                .binint(-1)
                .binint(0)
                .tuple(),
            'b',
            "3 as item 0 of the state of a dtype, found the int 4"),
        Arguments.of(
            pickle()
                .dtypeWithoutState("f4")
                .mark()
                .binint(3)
                .binunicode("<")
                .none()
                .emptyTuple()
                .none()
                .binint(-1)
                .binint(-1)
                .binint(0)
                .tuple(),
            'b',
            "None as item 3 of the state of a dtype, found a tuple of 0"),
        Arguments.of(
            pickle()
                .dtypeWithoutState("f4")
                .mark()
                .binint(3)
                .binunicode("<")
                .none()
                .none()
                .none()
                .binint(-1)
                .binint(-1)
                .binint(63)
                .tuple(),
            'b',
            "0 as item 7 of the state of a dtype, found the int 63"),
        Arguments.of(
            pickle().vector(1).none(), 'b', "one state for each array, found a second one"),
        Arguments.of(
            pickle().reconstruct().emptyTuple(),
            'b',
            "a tuple of 5 as the state of an array, found a tuple of 0"),
        Arguments.of(
            state(a -> a.binint(2).shape(1).dtype("f4", "<").newfalse().binbytes(new byte[4])),
            'b',
            "1 as item 0 of the state of an array, found the int 2"),
        Arguments.of(
            state(a -> a.binint(1).shape(1).none().newfalse().binbytes(new byte[4])),
            'b',
            "a dtype with its state as item 2 of the state of an array, found None"),
        Arguments.of(
            state(
                a -> a.binint(1).shape(1).dtypeWithoutState("f4").newfalse().binbytes(new byte[4])),
            'b',
            "a dtype with its state as item 2 of the state of an array, found a dtype"),
        Arguments.of(
            state(a -> a.binint(1).shape(1).dtype("f4", "<").none().binbytes(new byte[4])),
            'b',
            "an int as item 3 of the state of an array, found None"),
        Arguments.of(
            state(a -> a.binint(1).shape(1).dtype("f4", "<").newfalse().binunicode("abcd")),
            'b',
            "bytes as item 4 of the state of an array, found the str 'abcd'"),
        Arguments.of(
            shaped(3, -1),
            'b',
            "a length below 2^31 as item 0 of the shape of an array, found the int -1"),
        Arguments.of(shaped(12, 2, 2), 'b', "16 bytes of data for shape [2, 2], found 12"),
        Arguments.of(shaped(8), 'b', "4 bytes of data for shape [], found 8"),
        Arguments.of(shaped(4, 0, 7), 'b', "0 bytes of data for shape [0, 7], found 4"),
        Arguments.of(
            frombuffer(a -> a.binunicode("X")),
            'R',
            "the order C, F or K as item 3 of the arguments of _frombuffer, found the str 'X'"),
        Arguments.of(
            frombuffer(a -> a.binunicode("K")),
            'R',
            "the order C, F or K as item 3 of the arguments of _frombuffer, found the str 'K'"),
        Arguments.of(
            frombuffer(a -> a.binunicode("C").binint(0).tuple(1)),
            'R',
            "the order C, F or K as item 3 of the arguments of _frombuffer, found the str 'C'"),
        Arguments.of(
            frombuffer(a -> a.binunicode("K").binint(1).tuple(1)),
            'R',
            "an axis below 1, each once, as item 0 of the axes of an array, found the int 1"),
        Arguments.of(
            frombuffer(a -> a.binunicode("K").emptyTuple()),
            'R',
            "a tuple of 1 as the axes of an array, found a tuple of 0"));
  }

  private static PickleAssembler reconstruct(UnaryOperator<PickleAssembler> arguments) {
    PickleAssembler pickle = pickle().global("numpy._core.multiarray", "_reconstruct");
    return arguments.apply(pickle).tuple(3);
  }

  private static PickleAssembler state(UnaryOperator<PickleAssembler> values) {
    return values.apply(pickle().reconstruct().mark()).tuple();
  }

  private static PickleAssembler shaped(int bytes, int... shape) {
    return state(
        a -> a.binint(1).shape(shape).dtype("f4", "<").newfalse().binbytes(new byte[bytes]));
  }

  private static PickleAssembler frombuffer(UnaryOperator<PickleAssembler> order) {
    PickleAssembler pickle = pickle().global("numpy._core.numeric", "_frombuffer").mark();
    pickle.bytearray8(new byte[4]).dtype("f4", "<").shape(1);
    return order.apply(pickle).tuple();
  }

  @ParameterizedTest
  @MethodSource("wrongForms")
  void callsAndStatesHaveTheirExactForm(
      PickleAssembler pickle, char opcode, String expectedAndFound) {
    String message = corrupt(pickle, expectedAndFound);
    assertEquals(message, PickleFixtures.refusal(pickle.raw(opcode)));
  }

  @Test
  void arraysHaveLessThanTwoToThe31Values() {
    PickleAssembler pickle = shaped(4, 1 << 20, 1 << 20, 0);
    String message = unsupported(pickle, "an array of less than 2^31 values, found more");
    assertEquals(message, PickleFixtures.refusal(pickle.build()));
  }

  @Test
  void arraysHaveAtMost64Dimensions() {
    PickleAssembler pickle = shaped(4, new int[65]);
    String message =
        corrupt(pickle, "a tuple of 0 to 64 as the shape of an array, found a tuple of 65");
    assertEquals(message, PickleFixtures.refusal(pickle.build()));
  }
}
