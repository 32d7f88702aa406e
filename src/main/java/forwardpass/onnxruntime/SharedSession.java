package forwardpass.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import forwardpass.model.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The session of a graph in this JVM, which its tasks share. The one that was used last stays open
 * when nobody uses it: the next task is likely to want it.
 */
final class SharedSession implements AutoCloseable {
  private static final Map<String, SharedSession> OPEN = new HashMap<>();

  private final OrtSession session;
  private final Queue<NativeBuffers> free = new ConcurrentLinkedQueue<>();
  private int users;

  private SharedSession(OrtSession session) {
    this.session = session;
  }

  /**
   * Opens the session of a graph, or takes the one that is open.
   *
   * @param key the same for the same graph
   */
  static SharedSession open(String key, byte[] graph, String file, Device device) {
    synchronized (OPEN) {
      String place = key + " " + device;
      SharedSession shared = OPEN.get(place);
      if (shared == null) {
        closeUnused();
        shared = new SharedSession(Engine.session(graph, file, device));
        OPEN.put(place, shared);
      }
      shared.users++;
      return shared;
    }
  }

  private static void closeUnused() {
    List<SharedSession> unused = new ArrayList<>(OPEN.values());
    unused.removeIf(shared -> shared.users > 0);
    OPEN.values().removeAll(unused);
    for (SharedSession shared : unused) {
      try {
        shared.session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime could not close a session", e);
      }
    }
  }

  /** How many sessions are open. */
  static int count() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }

  /** Memory that another task has done with, or more. */
  NativeBuffers takeBuffers() {
    NativeBuffers buffers = free.poll();
    return buffers == null ? new NativeBuffers() : buffers;
  }

  void giveBack(NativeBuffers buffers) {
    free.add(buffers);
  }

  OrtSession session() {
    return session;
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      users--;
    }
  }
}
