package forwardpass.image.turbo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.leptonica.PIX;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Decodes JPEGs by libjpeg-turbo, whose pixels are Pillow's. It holds the whole picture outside of
 * the heap while it gives the rows. It serves one picture after the other, for one thread; the
 * buffer goes with it.
 */
public final class TurboJpeg {
  /** Of a picture, which takes four bytes for each. */
  public static final int MOST_PIXELS = 1 << 25;

  /** Of a file. */
  public static final int MOST_BYTES = 1 << 24;

  private static final int FIRST_BYTES = 1 << 17;
  private static final int FULL_SIZE = 1;

  private final IntBuffer warnings =
      ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder()).asIntBuffer();
  private ByteBuffer file = ByteBuffer.allocateDirect(0);
  private int[] words = {};
  private byte[] samples = {};

  /** What is given the rows of a picture, from the first to the last. */
  public interface Rows {
    /**
     * Takes a row.
     *
     * @param samples the row's, for each pixel one after the other; good until the next
     */
    void add(int y, byte[] samples);
  }

  /** Whether it can be used; loads the library the first time. */
  public static boolean isThere() {
    return Leptonica.IS_THERE;
  }

  /**
   * Decodes a picture.
   *
   * @param header of the JPEG; what follows it is in the array
   * @param components 1, grey; or 3, red, green and blue
   * @return whether it is whole; if not, no row was given
   */
  public boolean read(
      byte[] header,
      byte[] encoded,
      int from,
      int end,
      int width,
      int height,
      int components,
      Rows rows) {
    int length = header.length + end - from;
    if (file.capacity() < length) {
      file = ByteBuffer.allocateDirect(Math.max(FIRST_BYTES, Integer.highestOneBit(length) * 2));
    }
    file.clear().put(header).put(encoded, from, end - from).flip();
    PIX picture = leptonica.pixReadMemJpeg(file, length, 0, FULL_SIZE, warnings, 0);
    if (picture == null) {
      return false;
    }
    try {
      boolean isWhole =
          warnings.get(0) == 0
              && picture.w() == width
              && picture.h() == height
              && picture.d() == (components == 1 ? Byte.SIZE : Integer.SIZE);
      if (isWhole) {
        give(picture, components == 1, rows);
      }
      return isWhole;
    } finally {
      leptonica.pixDestroy(picture);
    }
  }

  private void give(PIX picture, boolean isGrey, Rows rows) {
    int width = picture.w();
    int height = picture.h();
    int rowWords = picture.wpl();
    IntBuffer pixels =
        leptonica
            .pixGetData(picture)
            .capacity((long) rowWords * height)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder())
            .asIntBuffer();
    int rowBytes = isGrey ? rowWords * Integer.BYTES : width * 3;
    if (samples.length < rowBytes) {
      samples = new byte[rowBytes];
    }
    if (words.length < rowWords) {
      words = new int[rowWords];
    }
    for (int y = 0; y < height; y++) {
      pixels.get(y * rowWords, words, 0, rowWords);
      if (isGrey) {
        unpackGrey(words, rowWords, samples);
      } else {
        unpackColours(words, width, samples);
      }
      rows.add(y, samples);
    }
  }

  /** Four pixels are a word, the first one in its highest bits. */
  private static void unpackGrey(int[] words, int count, byte[] samples) {
    for (int i = 0, at = 0; i < count; i++, at += 4) {
      int word = words[i];
      samples[at] = (byte) (word >>> 24);
      samples[at + 1] = (byte) (word >>> 16);
      samples[at + 2] = (byte) (word >>> 8);
      samples[at + 3] = (byte) word;
    }
  }

  /** A pixel is a word, red in its highest bits. */
  private static void unpackColours(int[] words, int count, byte[] samples) {
    for (int i = 0, at = 0; i < count; i++, at += 3) {
      int word = words[i];
      samples[at] = (byte) (word >>> 24);
      samples[at + 1] = (byte) (word >>> 16);
      samples[at + 2] = (byte) (word >>> 8);
    }
  }
}
