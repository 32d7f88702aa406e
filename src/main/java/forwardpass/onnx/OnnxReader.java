package forwardpass.onnx;

import forwardpass.error.ForwardpassException;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.nn.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads dense networks from ONNX models, as PyTorch, Keras and scikit-learn export them: Gemm,
 * MatMul and Add, the usual activations, and arithmetic with constants, which becomes part of the
 * next layer. The activations are the model's own. A graph with anything else in the way from its
 * input to its output is refused.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public final class OnnxReader {
  /** Before it, operators broadcast by an attribute. */
  private static final long FIRST_OPSET = 7;

  private static final long LAST_OPSET = 26;

  /** Of ModelProto. */
  private static final int GRAPH = 7;

  private static final int OPSET_IMPORT = 8;

  /** The largest array; the format's own limit is that too. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  /** What Spark has for itself. */
  private static final long SPARK_BYTES = 64L << 20;

  /** The file, its numbers, those turned round or scaled, and the layers made of them. */
  private static final int COPIES = 4;

  private OnnxReader() {}

  /**
   * Whether a file begins as a model does: with the version of ONNX.
   *
   * @param head its first three bytes at least, or all
   */
  public static boolean matches(byte[] head) {
    return head.length >= 3 && head[0] == 0x08 && head[1] > 0 && (head[2] & 7) == 2;
  }

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what to call the file in messages
   * @throws NotDenseException where the file holds a graph that is no chain of dense layers
   * @throws WeightsException where the file is damaged, or refers to other files
   */
  public static Network read(InputStream in, String file) {
    return read(readAll(in, file), file);
  }

  /** As {@link #read(InputStream, String)}, of the bytes of a file. */
  public static Network read(byte[] bytes, String file) {
    Message graph = null;
    boolean hasOpset = false;
    Message model = new Message(ByteBuffer.wrap(bytes), file);
    while (model.hasNext()) {
      switch (model.field()) {
        case GRAPH -> graph = model.message();
        case OPSET_IMPORT -> hasOpset |= isOwn(OpsetId.read(model.message()), file);
        default -> model.skip();
      }
    }
    ModelFile modelFile = new ModelFile(file, bytes.length);
    if (graph == null || !hasOpset) {
      throw modelFile.corrupt("a graph and an opset", graph == null ? "no graph" : "no opset");
    }
    return GraphRun.network(Graph.read(graph, modelFile), modelFile);
  }

  /** The bytes of a file, no more of them than there is room for. */
  public static byte[] readAll(InputStream in, String file) {
    return readAll(in, file, Runtime.getRuntime().maxMemory());
  }

  /**
   * As for this JVM.
   *
   * @param memory what the JVM can have, in bytes
   * @throws UsageException where memory does not hold the file and what is made of it
   */
  static byte[] readAll(InputStream in, String file, long memory) {
    int most = most(memory);
    byte[] bytes;
    try {
      bytes = in.readNBytes(most);
      if (in.read() < 0) {
        return bytes;
      }
    } catch (IOException e) {
      throw new WeightsException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
    throw tooLong(most, memory, file);
  }

  /**
   * The length of a model that memory holds.
   *
   * @throws UsageException where it does not
   */
  static int requireRoom(long bytes, String file) {
    long memory = Runtime.getRuntime().maxMemory();
    if (bytes > most(memory)) {
      throw tooLong(most(memory), memory, file);
    }
    return (int) bytes;
  }

  private static int most(long memory) {
    return (int) Math.min(MOST_BYTES, Math.max(0, memory - SPARK_BYTES) / COPIES);
  }

  private static ForwardpassException tooLong(int most, long memory, String file) {
    if (most == MOST_BYTES) {
      return new WeightsException(
          "Unsupported: %s: expected a model of less than 2 GiB, its data included, found more; export a smaller one"
              .formatted(file));
    }
    return new UsageException(
        "Cannot read %s in %d MiB of memory: expected an ONNX model of at most %d MiB, found more; give more with --driver-memory"
            .formatted(file, memory >> 20, most >> 20));
  }

  /** Whether an opset is that of ONNX itself; one that is, has to be one that is run. */
  private static boolean isOwn(OpsetId opset, String file) {
    long version = opset.version();
    if (opset.isOwn() && (version < FIRST_OPSET || version > LAST_OPSET)) {
      throw new WeightsException(
          "Unsupported: %s: expected opset %d to %d, found %d; export the model for one of those"
              .formatted(file, FIRST_OPSET, LAST_OPSET, version));
    }
    return opset.isOwn();
  }
}
