package forwardpass.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory outside the heap, for what goes into a graph and what comes out. It grows to the largest
 * batch, and serves one task after the other: the JVM gives such memory back when it likes.
 */
final class NativeBuffers {
  private ByteBuffer in = ByteBuffer.allocateDirect(0);
  private final Map<String, ByteBuffer> outs = new HashMap<>();

  /** As many values of as many bytes; what was in it stays. */
  ByteBuffer in(int count, int size) {
    int bytes = Math.multiplyExact(count, size);
    in = grown(in, bytes);
    return in.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** As {@link #in}, for an output. */
  ByteBuffer out(String name, int count, int size) {
    int bytes = Math.multiplyExact(count, size);
    ByteBuffer out = grown(outs.getOrDefault(name, ByteBuffer.allocateDirect(0)), bytes);
    outs.put(name, out);
    return out.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer grown(ByteBuffer buffer, int bytes) {
    return buffer.capacity() >= bytes ? buffer : ByteBuffer.allocateDirect(bytes);
  }
}
