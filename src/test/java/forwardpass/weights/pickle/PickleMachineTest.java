package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pickle machine refuses whatever the pickle is of. */
class PickleMachineTest {
  private static final String COPY = "; copy the file again, or save it again";
  private static final String SAVE =
      "; save the weights as a dict of NumPy float32 arrays with pickle.dump";

  private static PickleAssembler pickle() {
    return new PickleAssembler();
  }

  /** Pickles without their STOP, and how they are refused. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of(
            pickle(),
            "Corrupt",
            0,
            "one value and no mark on the stack at STOP, found values: 0, marks: 0" + COPY),
        Arguments.of(
            pickle().emptyDict().none(),
            "Corrupt",
            2,
            "one value and no mark on the stack at STOP, found values: 2, marks: 0" + COPY),
        Arguments.of(
            pickle().mark().none(),
            "Corrupt",
            2,
            "one value and no mark on the stack at STOP, found values: 1, marks: 1" + COPY),
        Arguments.of(
            pickle().none().reduce(), "Corrupt", 1, "a stack of at least 1, found 0" + COPY),
        Arguments.of(pickle().build(), "Corrupt", 0, "a stack of at least 1, found 0" + COPY),
        Arguments.of(pickle().setitem(), "Corrupt", 0, "a stack of at least 2, found 0" + COPY),
        Arguments.of(
            pickle().none().mark().tuple(1), "Corrupt", 2, "a stack of at least 1, found 0" + COPY),
        Arguments.of(
            pickle().none().mark().none().tuple(2),
            "Corrupt",
            3,
            "a stack of at least 2, found 1" + COPY),
        Arguments.of(
            pickle().none().none().tuple(3), "Corrupt", 2, "a stack of at least 3, found 2" + COPY),
        Arguments.of(pickle().memoize(), "Corrupt", 0, "a stack of at least 1, found 0" + COPY),
        Arguments.of(pickle().tuple(), "Corrupt", 0, "a mark on the stack, found none" + COPY),
        Arguments.of(
            pickle().emptyDict().setitems(),
            "Corrupt",
            1,
            "a mark on the stack, found none" + COPY),
        Arguments.of(pickle().raw("d"), "Corrupt", 0, "a mark on the stack, found none" + COPY),
        Arguments.of(
            pickle().binget(3), "Corrupt", 0, "a value in the memo at 3, found none" + COPY),
        Arguments.of(
            pickle().raw("g-1\n"), "Corrupt", 0, "a value in the memo at -1, found none" + COPY),
        Arguments.of(
            pickle().raw("j").little(4, 0xffffffffL),
            "Corrupt",
            0,
            "a value in the memo at 4294967295, found none" + COPY),
        Arguments.of(
            pickle().none().raw("r").little(4, 0xffffffffL),
            "Unsupported",
            1,
            "a memo index below 262144, found 4294967295" + SAVE),
        Arguments.of(
            pickle().none().raw("p-1\n"),
            "Unsupported",
            1,
            "a memo index below 262144, found -1" + SAVE),
        Arguments.of(
            pickle().raw("I\n"),
            "Corrupt",
            0,
            "a decimal number of at most 64 bits, found ''" + COPY),
        Arguments.of(
            pickle().raw("I1_0\n"),
            "Corrupt",
            0,
            "a decimal number of at most 64 bits, found '1_0'" + COPY),
        Arguments.of(
            pickle().raw("I9223372036854775808\n"),
            "Corrupt",
            0,
            "a decimal number of at most 64 bits, found '9223372036854775808'" + COPY),
        Arguments.of(
            pickle().raw("L1LL\n"),
            "Corrupt",
            0,
            "a decimal number of at most 64 bits, found '1L'" + COPY),
        Arguments.of(
            pickle().raw("L" + "9".repeat(2000) + "\n"),
            "Unsupported",
            0,
            "a line of at most 1024 bytes for LONG, found a longer one" + SAVE),
        Arguments.of(
            pickle().raw(0x8a, 9).little(8, 1).raw(0),
            "Unsupported",
            0,
            "an integer of at most 8 bytes, found 9" + SAVE),
        Arguments.of(
            pickle().raw("Vx\\u00g0\n"),
            "Corrupt",
            0,
            "4 hexadecimal digits in a str, found fewer" + COPY),
        Arguments.of(
            pickle().raw("V\\U0011\n"),
            "Corrupt",
            0,
            "8 hexadecimal digits in a str, found fewer" + COPY),
        Arguments.of(
            pickle().raw("V\\U00110000\n"),
            "Corrupt",
            0,
            "a Unicode character in a str, found a larger number" + COPY),
        Arguments.of(pickle().raw("Sabc\n"), "Corrupt", 0, "a quoted str, found 'abc'" + COPY),
        Arguments.of(pickle().raw("S'\n"), "Corrupt", 0, "a quoted str, found '''" + COPY),
        Arguments.of(pickle().raw("S'a\"\n"), "Corrupt", 0, "a quoted str, found ''a\"'" + COPY),
        Arguments.of(
            pickle().raw("S'a\\'\n"),
            "Corrupt",
            0,
            "a quoted str, found a backslash before its last quote" + COPY),
        Arguments.of(
            pickle().raw("S'\\x4'\n"),
            "Corrupt",
            0,
            "2 hexadecimal digits in a str, found fewer" + COPY),
        Arguments.of(
            pickle().raw("S'\\0'\n"),
            "Corrupt",
            0,
            "an escape of Python 2 in a str, found '\\u005c0'" + COPY),
        Arguments.of(
            pickle().raw("X").little(4, 2).raw(0xc3, 0x28),
            "Corrupt",
            0,
            "UTF-8, found other bytes" + COPY),
        Arguments.of(
            pickle().raw("T").little(4, -1),
            "Corrupt",
            0,
            "a length after BINSTRING, found a negative one" + COPY),
        Arguments.of(
            pickle().raw(0x8e).little(8, -1),
            "Corrupt",
            0,
            "a length after BINBYTES8, found a negative one" + COPY),
        Arguments.of(
            pickle().raw(0x8e).little(8, 1L << 62).raw("abc"),
            "Truncated",
            0,
            "4611686018427387904 bytes after BINBYTES8, found 4" + COPY),
        Arguments.of(
            pickle().raw(0x96).little(8, 1L << 62),
            "Truncated",
            0,
            "4611686018427387904 bytes after BYTEARRAY8, found 1" + COPY),
        Arguments.of(
            pickle().raw(0x8d).little(8, 1L << 62),
            "Unsupported",
            0,
            "a str of less than 2 GiB, found 4611686018427387904 bytes" + SAVE),
        Arguments.of(
            pickle().raw("X").little(4, 0x7fffff00),
            "Truncated",
            0,
            "2147483392 bytes after BINUNICODE, found 1" + COPY),
        Arguments.of(
            pickle().raw("J").raw(1, 2), "Truncated", 0, "4 bytes after BININT, found 3" + COPY),
        Arguments.of(
            pickle().raw("I12"),
            "Truncated",
            0,
            "a newline after INT, found the end of the file" + COPY),
        Arguments.of(
            pickle().proto(6), "Unsupported", 0, "a pickle protocol of 0 to 5, found 6" + SAVE),
        Arguments.of(
            pickle().emptyDict().proto(2),
            "Corrupt",
            1,
            "PROTO as the first opcode only, found it here" + COPY),
        Arguments.of(
            pickle().proto(4).frame(-1),
            "Corrupt",
            2,
            "a frame after the end of the last one, found a frame of 18446744073709551615 bytes"
                + " here"
                + COPY),
        Arguments.of(
            pickle().proto(4).frame(10).frame(0),
            "Corrupt",
            11,
            "a frame after the end of the last one, found a frame of 0 bytes here" + COPY),
        Arguments.of(
            pickle().proto(4).frame(1L << 62).emptyDict(),
            "Corrupt",
            12,
            "STOP at the end of its frame, byte 4611686018427387914, found it here" + COPY),
        Arguments.of(
            pickle().mark().emptyDict().none().raw("d"),
            "Unsupported",
            3,
            "a str of at most 1024 characters as a key, found a dict" + SAVE));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesMalformedPickles(
      PickleAssembler pickle, String kind, int offset, String expectedAndFound) {
    assertEquals(
        kind + ": weights.pkl, byte " + offset + ": expected " + expectedAndFound,
        PickleFixtures.refusal(pickle));
  }

  @Test
  void refusesAnEmptyFile() {
    assertEquals(
        "Truncated: weights.pkl, byte 0: expected a pickle, found an empty file" + COPY,
        PickleFixtures.refusal(new byte[0]));
  }

  @Test
  void refusesBytesAfterStop() {
    assertEquals(
        "Corrupt: weights.pkl, byte 2: expected the end of the file after STOP, found more bytes"
            + COPY,
        PickleFixtures.refusal(pickle().emptyDict().raw(".").emptyDict()));
  }

  @Test
  void knowsEveryOpcodeOfTheSpecification() {
    long known = IntStream.range(0, 256).filter(code -> Opcode.of(code) != null).count();
    assertEquals(68, known);
  }
}
