package forwardpass.source.idx;

import java.io.Serializable;

/**
 * Consecutive images of one file.
 *
 * @param start the position in the file of the first, from 0
 * @param end the position after the last
 */
record IdxSlice(IdxPair pair, long start, long end) implements Serializable {
  /** Whether nothing follows in the file. */
  boolean isLast() {
    return end == pair.images().header().count();
  }
}
