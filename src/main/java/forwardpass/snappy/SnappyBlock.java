package forwardpass.snappy;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unpacks one block: its length, and then literals and copies of what came before.
 *
 * <p>Images are runs of blank and short copies, of lengths that no processor foresees. Sixteen
 * bytes are written of a literal that is shorter, and 32 or 64 of a copy, without a look at the
 * length; what was too much is overwritten by what comes next. The library in C takes half as long
 * again, or twice as long. The JVM checks all that is read and written.
 */
public final class SnappyBlock {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FOUR =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BYTE = 0xff;

  /** The lowest so many bytes of four. */
  private static final int[] LOWEST = {0, 0xff, 0xffff, 0xffffff, -1};

  /** Times this, a byte is in all eight of a long. */
  private static final long EIGHTFOLD = 0x0101010101010101L;

  /** Bits of the block's length in each of the bytes that it has; the eighth says: and more. */
  private static final int LENGTH_BITS = 7;

  private static final long LOW_BITS = 0x7f;

  private static final int MOST_LENGTH_BYTES = 5;

  /** What is written at once of a literal. */
  private static final int STEP = 16;

  /** The same of a copy: two steps. */
  private static final int HALF = 2 * STEP;

  /** Of a copy. */
  private static final int LONGEST = 2 * HALF;

  /** A copy takes two bytes or more. */
  private static final int MOST_OF_BYTE = LONGEST / 2;

  /** Of a literal whose length is in its tag; of others it is in the one to four bytes behind. */
  private static final int LONGEST_IN_TAG = 60;

  /** What an element takes of a block when it is read at once: tag, four bytes, and a step. */
  private static final int TAKEN = 1 + Integer.BYTES + STEP;

  /** What it writes at most: a copy, from where what repeats is long enough on. */
  private static final int WRITTEN = LONGEST + STEP;

  /** Places in {@link #COPIES}, by bits, of the bytes that follow and of the tag's own distance. */
  private static final int FOLLOWING = 8;

  private static final int DISTANCE = 16;

  /**
   * What each tag of a copy says: its length, how many bytes of its distance follow, and what is
   * added to that distance.
   */
  private static final int[] COPIES = copies();

  private final byte[] block;
  private final int end;
  private final int length;
  private int from;
  private byte[] unpacked;
  private int start;
  private int limit;
  private int to;

  /**
   * Reads how long it is unpacked.
   *
   * @param start where in the array the block is
   * @param end where it ends
   * @throws IOException where it does not say so, or says more than it can have: nobody is to make
   *     room for that
   */
  public SnappyBlock(byte[] block, int start, int end) throws IOException {
    this.block = block;
    this.end = end;
    this.from = start;
    long said = 0;
    boolean isMore = true;
    for (int i = 0; isMore; i++) {
      if (from == end || i == MOST_LENGTH_BYTES) {
        throw new IOException("expected the length of a block of Snappy, found none");
      }
      byte next = block[from++];
      said |= (next & LOW_BITS) << (LENGTH_BITS * i);
      isMore = next < 0;
    }
    long most = Math.min(Integer.MAX_VALUE, (end - from) * (long) MOST_OF_BYTE);
    if (said > most) {
      throw new IOException(
          "expected a block of Snappy of at most %d bytes, as %d can say, found one of %d"
              .formatted(most, end - from, said));
    }
    this.length = (int) said;
  }

  private static int[] copies() {
    int[] copies = new int[BYTE + 1];
    for (int tag = 0; tag < copies.length; tag++) {
      int upper = tag >>> 2;
      copies[tag] =
          switch (tag & 3) {
            case 1 ->
                (4 + (upper & 7)) | (1 << FOLLOWING) | ((upper >>> 3) << (DISTANCE + Byte.SIZE));
            case 2 -> (upper + 1) | (2 << FOLLOWING);
            case 3 -> (upper + 1) | (4 << FOLLOWING);
            default -> 0; // a literal
          };
    }
    return copies;
  }

  /** How many bytes {@link #unpack} writes. */
  public int length() {
    return length;
  }

  /**
   * Unpacks it. To be called once.
   *
   * @param at where to begin
   * @throws IOException where the block is none, or has another length than it says
   */
  public void unpack(byte[] to, int at) throws IOException {
    this.unpacked = to;
    this.start = at;
    this.to = at;
    this.limit = Math.addExact(at, length);
    while (from < end) {
      unpackMany();
      if (from < end) {
        unpackOne();
      }
    }
    if (this.to != limit) {
      throw damaged("its end");
    }
  }

  /** Up to what is too long for a step, or damaged, or so near to an end that a step is past it. */
  private void unpackMany() {
    byte[] in = block;
    byte[] out = unpacked;
    int ip = from;
    int op = to;
    int lastIn = end - TAKEN;
    int lastOut = limit - WRITTEN;
    while (ip <= lastIn && op <= lastOut) {
      int tag = in[ip] & BYTE;
      int count;
      if ((tag & 3) == 0) {
        count = (tag >>> 2) + 1;
        if (count > STEP) {
          break;
        }
        step(in, ip + 1, out, op);
        ip += 1 + count;
      } else {
        int copy = COPIES[tag];
        int following = copy >>> FOLLOWING & BYTE;
        int distance = ((int) FOUR.get(in, ip + 1) & LOWEST[following]) + (copy >>> DISTANCE);
        if (distance <= 0 || distance > op - start) {
          break;
        }
        count = copy & BYTE;
        copy(out, op, distance, count);
        ip += 1 + following;
      }
      op += count;
    }
    from = ip;
    to = op;
  }

  /** Copies so many bytes from so far before, and some more. */
  private static void copy(byte[] bytes, int to, int distance, int count) {
    if (distance == 1) {
      fill(bytes, to, (bytes[to - 1] & (long) BYTE) * EIGHTFOLD);
      return;
    }
    int from = to - distance;
    int at = to;
    while (at - from < Long.BYTES) { // each time twice as much is there to be copied
      EIGHT.set(bytes, at, (long) EIGHT.get(bytes, from));
      at += at - from;
    }
    half(bytes, from, at);
    if (count > HALF) {
      half(bytes, from + HALF, at + HALF);
    }
  }

  private static void fill(byte[] bytes, int at, long same) {
    for (int i = 0; i < LONGEST; i += Long.BYTES) {
      EIGHT.set(bytes, at + i, same);
    }
  }

  private static void half(byte[] bytes, int from, int to) {
    step(bytes, from, bytes, to);
    step(bytes, from + STEP, bytes, to + STEP);
  }

  /** What is read may be what was written just before. */
  private static void step(byte[] source, int from, byte[] target, int to) {
    EIGHT.set(target, to, (long) EIGHT.get(source, from));
    EIGHT.set(target, to + Long.BYTES, (long) EIGHT.get(source, from + Long.BYTES));
  }

  private void unpackOne() throws IOException {
    int tag = block[from++] & BYTE;
    if ((tag & 3) == 0) {
      int inTag = (tag >>> 2) + 1;
      long count = inTag <= LONGEST_IN_TAG ? inTag : number(inTag - LONGEST_IN_TAG) + 1;
      if (count > end - from || count > limit - to) {
        throw damaged("a literal of " + count);
      }
      System.arraycopy(block, from, unpacked, to, (int) count);
      from += (int) count;
      to += (int) count;
      return;
    }
    int copy = COPIES[tag];
    int count = copy & BYTE;
    long distance = number(copy >>> FOLLOWING & BYTE) + (copy >>> DISTANCE);
    if (distance == 0 || distance > to - start || count > limit - to) {
      throw damaged("a copy of %d from %d before".formatted(count, distance));
    }
    for (int i = 0; i < count; i++) {
      unpacked[to + i] = unpacked[to + i - (int) distance];
    }
    to += count;
  }

  private long number(int bytes) throws IOException {
    if (bytes > end - from) {
      throw damaged("its end");
    }
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (block[from++] & (long) BYTE) << (Byte.SIZE * i);
    }
    return number;
  }

  private IOException damaged(String found) {
    return new IOException(
        "expected a block of Snappy of %d bytes, found %s after %d of them"
            .formatted(length, found, to - start));
  }
}
