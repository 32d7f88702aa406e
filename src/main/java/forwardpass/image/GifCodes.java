package forwardpass.image;

/**
 * The colours of a GIF's picture, out of the codes of LZW: each stands for a string of colours,
 * which is that of an earlier code and one colour more.
 */
final class GifCodes {
  private static final int MOST_BITS = 12;
  private static final int MOST_CODES = 1 << MOST_BITS;

  private final byte[] file;
  private final int clear;
  private final int[] prefix = new int[MOST_CODES];
  private final byte[] last = new byte[MOST_CODES];
  private final byte[] string = new byte[MOST_CODES + 1];
  private int stringLength;
  private int codes;
  private int bits;
  private int previous = -1;
  private byte first;

  private int at;
  private int blockEnd;
  private int pending;
  private int pendingBits;

  /**
   * @param start of the picture's data: the number of bits, and blocks that are known to be whole
   */
  GifCodes(byte[] file, int start) throws BadImageException {
    this.file = file;
    int colourBits = file[start];
    if (colourBits < 1 || colourBits > 8) {
      throw BadImageException.corrupt("colours of 1 to 8 bits", colourBits + " bits");
    }
    clear = 1 << colourBits;
    for (int i = 0; i < clear; i++) {
      last[i] = (byte) i;
    }
    at = start + 1;
    blockEnd = at;
    clear();
  }

  private void clear() {
    codes = clear + 2;
    bits = Integer.numberOfTrailingZeros(clear) + 1;
    previous = -1;
  }

  /** Fills a row. */
  void read(byte[] row) throws BadImageException {
    for (int x = 0; x < row.length; x++) {
      while (stringLength == 0) {
        readString();
      }
      row[x] = string[--stringLength];
    }
  }

  /** Spells the string of the next code from its end. */
  private void readString() throws BadImageException {
    int code = nextCode();
    if (code == clear) {
      clear();
      return;
    }
    boolean isNew = code == codes && previous >= 0 && codes < MOST_CODES;
    if (code == clear + 1) {
      throw BadImageException.corrupt("as many pixels as the header says", "fewer");
    }
    if (code > codes || (code == codes && !isNew)) {
      throw BadImageException.corrupt("a code up to " + codes, "" + code);
    }
    int rest = code;
    if (isNew) {
      string[stringLength++] = first;
      rest = previous;
    }
    for (; rest > clear; rest = prefix[rest]) {
      string[stringLength++] = last[rest];
    }
    string[stringLength++] = last[rest];
    first = last[rest];
    if (previous >= 0 && codes < MOST_CODES) {
      prefix[codes] = previous;
      last[codes++] = first;
      if (codes == 1 << bits && bits < MOST_BITS) {
        bits++;
      }
    }
    previous = code;
  }

  private int nextCode() throws BadImageException {
    while (pendingBits < bits) {
      if (at == blockEnd) {
        int length = file[at++] & 0xff;
        if (length == 0) {
          throw BadImageException.corrupt("as many pixels as the header says", "fewer");
        }
        blockEnd = at + length;
      }
      pending |= (file[at++] & 0xff) << pendingBits;
      pendingBits += Byte.SIZE;
    }
    int code = pending & ((1 << bits) - 1);
    pending >>>= bits;
    pendingBits -= bits;
    return code;
  }
}
