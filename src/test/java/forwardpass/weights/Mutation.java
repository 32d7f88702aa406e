package forwardpass.weights;

import java.util.Arrays;
import java.util.Random;

/** A file with some damage. */
public final class Mutation {
  private Mutation() {}

  /** One to four bytes replaced, flipped, removed or inserted, or a stretch copied elsewhere. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = moved(bytes, at, at + 1, bytes.length - at - 1);
        case 3 -> bytes = moved(bytes, at, at, bytes.length - at);
        default -> {
          int length = random.nextInt(Math.min(32, bytes.length - at) + 1);
          int to = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, at, bytes, to, length);
        }
      }
    }
    return bytes;
  }

  /** The bytes up to {@code at}, and then those from {@code from}; one is doubled or dropped. */
  private static byte[] moved(byte[] bytes, int at, int from, int length) {
    int gap = from > at ? 0 : 1;
    byte[] moved = Arrays.copyOf(bytes, at + gap + length);
    System.arraycopy(bytes, from, moved, at + gap, length);
    return moved;
  }
}
