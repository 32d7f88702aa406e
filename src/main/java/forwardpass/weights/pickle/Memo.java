package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import java.util.Arrays;

/** The values that a pickle keeps to use again, by index. */
final class Memo {
  /** Python counts its indices up from 0 or 1, so that they stay below the number of opcodes. */
  private static final int MOST_ENTRIES = PickleMachine.MOST_OPCODES;

  private final ByteSource source;
  private Value[] values = new Value[64];
  private int size;

  Memo(ByteSource source) {
    this.source = source;
  }

  Value get(long index) {
    if (index < 0 || index >= values.length || values[(int) index] == null) {
      throw source.position().corrupt("a value in the memo at " + index, "none");
    }
    return values[(int) index];
  }

  void put(long index, Value value) {
    if (index < 0 || index >= MOST_ENTRIES) {
      throw source
          .position()
          .unsupported(
              "a memo index below " + MOST_ENTRIES,
              String.valueOf(index),
              FilePosition.SAVE_ARRAYS);
    }
    int at = (int) index;
    if (at >= values.length) {
      values = Arrays.copyOf(values, Math.max(at + 1, Math.min(2 * values.length, MOST_ENTRIES)));
    }
    if (values[at] == null) {
      size++;
    }
    values[at] = value;
  }

  /** Puts a value at the index that is the number of those already there. */
  void append(Value value) {
    put(size, value);
  }
}
