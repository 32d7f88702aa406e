package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import java.io.InputStream;

/**
 * Reads weights from a pickle: a dict, an OrderedDict, a list or a tuple of NumPy arrays, as {@code
 * pickle.dump} writes it in any protocol, from Python 2 or 3. Nothing in the file is called; see
 * {@link Global}.
 */
public final class PickleReader {
  private PickleReader() {}

  /**
   * Whether a file that starts with these bytes may be a pickle: whether the first is PROTO, or an
   * opcode of the protocols that do without, all of which are ASCII.
   */
  public static boolean matches(byte[] head) {
    Opcode first = head.length == 0 ? null : Opcode.of(head[0] & 0xff);
    return first == Opcode.PROTO || (first != null && head[0] > 0);
  }

  /** Whether a file starts as a pickle of protocol 4 or newer: with PROTO, and then a frame. */
  public static boolean isFramed(byte[] head) {
    return head.length > 2
        && Opcode.of(head[0] & 0xff) == Opcode.PROTO
        && Opcode.of(head[2] & 0xff) == Opcode.FRAME;
  }

  /**
   * Reads the whole stream, which must be one pickle and nothing after it, and leaves it open.
   *
   * @param in read in large blocks, so it need not be buffered
   * @param file what messages call it
   * @return the arrays in the file's order, as float32, all of them finite
   * @throws forwardpass.error.WeightsException where it cannot be read or is anything else
   */
  public static StoredArrays read(InputStream in, String file) {
    ByteSource source = new ByteSource(in, file);
    Value root = new PickleMachine(source).run();
    FilePosition end = source.position();
    source.expectEnd();
    return PickledArrays.of(root, Vocabulary.ARRAYS, end);
  }
}
