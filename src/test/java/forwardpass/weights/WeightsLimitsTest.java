package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import forwardpass.weights.npy.NpzAssembler;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small npz and safetensors files that claim too much: refused in little time and memory. */
class WeightsLimitsTest {
  /** Of the processor: on a busy machine, any time may pass. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** What takes longer does not end. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** More than any of these needs, and less than a heap of 256 MiB. */
  private static final long MOST_ALLOCATED = 160L << 20;

  private static final String COPY = "; copy the file again, or save it again";
  private static final String FLOATS = "; save the weights as float32";
  private static final int UNCOMPRESSED_SIZE = 24;
  private static final int MANY = 2_000_000;

  static Stream<Arguments> hostile() {
    byte[] bomb = NpzAssembler.npz(NpzAssembler.floats("(25000000,)"), 100_000_000);
    byte[] many = manyEntries();
    return Stream.of(
        Arguments.of(
            "an npz of 100 MB of zeros",
            bomb,
            "Unsupported: weights, entry W1.npy, byte 0: expected at most 16777216 bytes in all arrays of a file of "
                + bomb.length
                + ", found more; save the weights again with numpy.savez, which does not compress"),
        Arguments.of(
            "an npz of 100 MB of zeros that claims to be short",
            NpzAssembler.withDirectoryInt(bomb, UNCOMPRESSED_SIZE, 1000),
            "Truncated: weights, entry W1.npy, byte 74: expected 100000000 bytes of data for float32 of shape [25000000], found 926"
                + COPY),
        Arguments.of(
            "an npz of an array that claims to be short, and 100 MB after it",
            NpzAssembler.withDirectoryInt(
                NpzAssembler.npz(NpzAssembler.floats("(1,)"), 100_000_000), UNCOMPRESSED_SIZE, 71),
            "Corrupt: weights, entry W1.npy, byte 71: expected the end of the array, found more bytes"
                + COPY),
        Arguments.of(
            "an npz of many entries",
            many,
            "Unsupported: weights, byte "
                + many.length
                + ": expected a zip of at most 4096 entries, found more"
                + FLOATS),
        Arguments.of(
            "a header of many parentheses",
            NpzAssembler.npz(NpzAssembler.floats("(".repeat(9000)), 4),
            "Corrupt: weights, entry W1.npy, byte 10: expected a dict of Python in the header of an array, found something else at its character 51"
                + COPY),
        Arguments.of(
            "a safetensors header that claims 100 MB",
            safetensors(100_000_000, "{\"a\":"),
            "Truncated: weights, byte 8: expected a header of 100000000 bytes, found 5" + COPY),
        Arguments.of(
            "a tensor that claims 8 GB",
            safetensors(tensor("[2147483647]", 8_589_934_588L)),
            "Truncated: weights, byte 85: expected 8589934588 bytes of data, found 0" + COPY),
        Arguments.of(
            "many tensors",
            safetensors(
                IntStream.range(0, 5000)
                    .mapToObj(i -> "\"" + i + "\":" + body("[0]", 0))
                    .collect(Collectors.joining(",", "{", "}"))),
            "Unsupported: weights, byte 8: expected at most 4096 tensors with names of at most 1024 characters, found more"
                + FLOATS),
        Arguments.of(
            "a long name",
            safetensors("{\"" + "x".repeat(MANY) + "\":" + body("[0]", 0) + "}"),
            "Corrupt: weights, byte 8: expected a header in JSON, found String value length (83094) exceeds the maximum allowed (655..."
                + COPY),
        Arguments.of(
            "a name that is longer than others may be",
            safetensors("{\"" + "x".repeat(1025) + "\":" + body("[0]", 0) + "}"),
            "Unsupported: weights, byte 8: expected at most 4096 tensors with names of at most 1024 characters, found more"
                + FLOATS),
        Arguments.of(
            "a shape of many dimensions",
            safetensors(tensor("[" + "1,".repeat(MANY) + "1]", 4)),
            "Corrupt: weights, byte 8: expected at most 64 numbers as shape of 'tensor', found more"
                + COPY),
        Arguments.of(
            "a length of many digits",
            safetensors(tensor("[" + "9".repeat(MANY) + "]", 4)),
            "Corrupt: weights, byte 8: expected a header in JSON, found String value length (85649) exceeds the maximum allowed (655..."
                + COPY),
        Arguments.of(
            "metadata nested in metadata",
            safetensors("{\"__metadata__\":" + "{\"a\":".repeat(MANY)),
            "Corrupt: weights, byte 8: expected a header in JSON, found Document nesting depth (1001) exceeds the maximum allowed (1..."
                + COPY));
  }

  private static byte[] manyEntries() {
    NpzAssembler npz = new NpzAssembler();
    byte[] npy = NpzAssembler.npy(NpzAssembler.floats("(0,)"), 0);
    for (int i = 0; i < 5000; i++) {
      npz.entry(i + ".npy", npy);
    }
    return npz.end();
  }

  private static String body(String shape, long length) {
    return "{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,%d]}".formatted(shape, length);
  }

  private static String tensor(String shape, long length) {
    return "{\"tensor\":" + body(shape, length) + "}";
  }

  private static byte[] safetensors(String header) {
    return safetensors(header.length(), header);
  }

  private static byte[] safetensors(long headerLength, String header) {
    return ByteBuffer.allocate(Long.BYTES + header.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesWhatTakesTooMuch(String what, byte[] file, String message) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          long start = thread.getCurrentThreadCpuTime();
          long before = thread.getCurrentThreadAllocatedBytes();
          assertEquals(message, WeightsFixtures.refusal(file), what);
          long allocated = thread.getCurrentThreadAllocatedBytes() - before;
          assertTrue(allocated < MOST_ALLOCATED, () -> "allocated " + allocated);
          long taken = thread.getCurrentThreadCpuTime() - start;
          assertTrue(taken < LONGEST.toNanos(), () -> "nanoseconds taken: " + taken);
        });
  }
}
