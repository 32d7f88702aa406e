package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that promise or make too much are refused in little time and little memory. */
class PickleLimitsTest {
  /** Of the processor: on a busy machine, any time may pass. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** What takes longer does not end. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** More than any of these needs, and less than a heap of 256 MiB. */
  private static final long MOST_ALLOCATED = 160L << 20;

  private static final String SAVE =
      "; save the weights as a dict of NumPy float32 arrays with pickle.dump";
  private static final String COPY = "; copy the file again, or save it again";
  private static final int MANY = 2_000_000;

  private static PickleAssembler pickle() {
    return new PickleAssembler();
  }

  private static String unsupported(int offset, String expectedAndFound) {
    return "Unsupported: weights.pkl, byte " + offset + ": expected " + expectedAndFound + SAVE;
  }

  private static String truncated(String expectedAndFound) {
    return "Truncated: weights.pkl, byte 0: expected " + expectedAndFound + COPY;
  }

  static Stream<Arguments> hostile() {
    String opcodes = "at most 262144 opcodes, found more";
    String stack = "at most 65536 values on the stack, found more";
    return Stream.of(
        Arguments.of(
            "a length of 2^62 for bytes",
            pickle().raw(0x8e).little(8, 1L << 62),
            truncated("4611686018427387904 bytes after BINBYTES8, found 1")),
        Arguments.of(
            "a length of 2^31 - 1 for bytes",
            pickle().raw("B").little(4, Integer.MAX_VALUE).raw("x".repeat(MANY)),
            truncated("2147483647 bytes after BINBYTES, found " + (MANY + 1))),
        Arguments.of(
            "a length of 2^31 - 257 for a str",
            pickle().raw("X").little(4, 0x7ffffeff),
            truncated("2147483391 bytes after BINUNICODE, found 1")),
        Arguments.of(
            "a number of many digits",
            pickle().raw("I" + "9".repeat(MANY) + "\n"),
            unsupported(0, "a line of at most 1024 bytes for INT, found a longer one")),
        Arguments.of(
            "a long of 2 GiB",
            pickle().raw(0x8b).little(4, Integer.MAX_VALUE),
            unsupported(
                0,
                "a dict of NumPy arrays and nothing else, found LONG4, an integer of more than 64"
                    + " bits")),
        Arguments.of("a deep stack", pickle().raw("N".repeat(MANY)), unsupported(65536, stack)),
        Arguments.of(
            "many marks",
            pickle().raw("(".repeat(MANY)),
            unsupported(64, "at most 64 open marks, found more")),
        Arguments.of(
            "one value from the memo over and over",
            pickle().emptyTuple().binput(0).raw("h\0".repeat(MANY)),
            unsupported(3 + 2 * 65535, stack)),
        Arguments.of(
            "tuples nested in tuples",
            pickle().emptyTuple().raw("\u0085".repeat(MANY)),
            unsupported(1 << 18, opcodes)),
        Arguments.of(
            "tuples that double with each level",
            pickle().emptyTuple().raw("q\0h\0\u0086".repeat(MANY)),
            unsupported(436906, opcodes)),
        Arguments.of(
            "a memo index of 2^31 - 1",
            pickle().none().raw("r").little(4, Integer.MAX_VALUE),
            unsupported(1, "a memo index below 262144, found 2147483647")),
        Arguments.of(
            "a memo full of dicts",
            pickle().mark().raw("}\u0094".repeat(MANY)),
            unsupported(1 + 2 * 65536, stack)),
        Arguments.of(
            "one long key in dict after dict",
            longKey().raw("}q\2h\0h\1s".repeat(MANY)),
            unsupported(longKey().size() + 8 * 52_421 + 5, opcodes)),
        Arguments.of(
            "one call over and over",
            emptyArray().raw("h\0h\1R\u0094".repeat(MANY)),
            unsupported(
                emptyArray().size() + 6 * (16384 - 1) + 4, "at most 16384 calls, found more")),
        Arguments.of(
            "a str that is encoded over and over",
            encodedAgain(encodedOnce()),
            "Corrupt: weights.pkl, byte "
                + (encodedAgain(encodedOnce()).size() - 1)
                + ": expected no more bytes than the file holds, found more"
                + COPY),
        Arguments.of(
            "a shape of 2^93 values",
            bigShape(0x7fffffff, 0x7fffffff, 0x7fffffff).build(),
            unsupported(bigShape(1, 1, 1).size(), "an array of less than 2^31 values, found more")),
        Arguments.of(
            "a shape of 2^31 - 1 values",
            bigShape(0x7fffffff, 1, 1).build(),
            "Corrupt: weights.pkl, byte "
                + bigShape(1, 1, 1).size()
                + ": expected 8589934588 bytes of data for shape [2147483647, 1, 1], found 4"
                + COPY));
  }

  private static PickleAssembler longKey() {
    PickleAssembler pickle = pickle().raw("T").little(4, 1024).raw("k".repeat(1024)).binput(0);
    return pickle.vector(1).binput(1);
  }

  /** The function and the arguments, in the memo, of an array of 64 dimensions and no values. */
  private static PickleAssembler emptyArray() {
    PickleAssembler pickle = pickle().global("numpy.core.numeric", "_frombuffer").binput(0);
    int[] shape = IntStream.range(0, 64).map(axis -> axis == 0 ? 0 : 1000 + axis).toArray();
    pickle.mark().binbytes().dtype("f4", "<").shape(shape);
    return pickle.binunicode("F").tuple().binput(1);
  }

  private static PickleAssembler encodedOnce() {
    PickleAssembler pickle = pickle().global("_codecs", "encode").binput(0);
    return pickle.binunicode("x".repeat(100_000)).binput(1).binunicode("latin1").tuple(2).reduce();
  }

  private static PickleAssembler encodedAgain(PickleAssembler pickle) {
    return pickle.binget(0).binget(1).binunicode("latin1").tuple(2).reduce();
  }

  private static PickleAssembler bigShape(int... shape) {
    PickleAssembler pickle = pickle().reconstruct().mark().binint(1).shape(shape);
    return pickle.dtype("f4", "<").newfalse().binbytes(new byte[4]).tuple();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesWhatTakesTooMuch(String what, PickleAssembler pickle, String message) {
    byte[] bytes = pickle.stop();
    assertEquals(message, refusal(bytes), what);
  }

  private static String refusal(byte[] pickle) {
    return assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          long start = thread.getCurrentThreadCpuTime();
          long before = thread.getCurrentThreadAllocatedBytes();
          String message = PickleFixtures.refusal(pickle);
          long allocated = thread.getCurrentThreadAllocatedBytes() - before;
          assertTrue(allocated < MOST_ALLOCATED, () -> "allocated " + allocated);
          long taken = thread.getCurrentThreadCpuTime() - start;
          assertTrue(taken < LONGEST.toNanos(), () -> "nanoseconds taken: " + taken);
          return message;
        });
  }
}
