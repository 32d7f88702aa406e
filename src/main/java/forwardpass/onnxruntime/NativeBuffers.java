package forwardpass.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap, for what goes into a graph and what comes out. It grows to the largest
 * batch, and serves one task after the other: the JVM gives such memory back when it likes.
 */
final class NativeBuffers {
  private ByteBuffer in = ByteBuffer.allocateDirect(0);
  private ByteBuffer out = ByteBuffer.allocateDirect(0);

  /** As many values of as many bytes; what was in it stays. */
  ByteBuffer in(int count, int size) {
    int bytes = Math.multiplyExact(count, size);
    in = grown(in, bytes);
    return in.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  /** As {@link #in}. */
  ByteBuffer out(int count, int size) {
    int bytes = Math.multiplyExact(count, size);
    out = grown(out, bytes);
    return out.slice(0, bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer grown(ByteBuffer buffer, int bytes) {
    return buffer.capacity() >= bytes ? buffer : ByteBuffer.allocateDirect(bytes);
  }
}
