package forwardpass.image;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the samples of a PNG mean: how many there are of how many bits for each pixel, and which
 * grey they are. Samples of 16 bits lose the lower 8, those of fewer than 8 are spread to 0 to 255,
 * what is transparent lies on black. Profiles and gamma change nothing.
 */
final class PngSamples {
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  private final int type;
  private final int depth;
  private final int channels;
  private final Palette palette;
  private final byte[] shades;
  private final byte[] colours;

  /** The colour that is transparent, where the picture has no alpha; negative for none. */
  private final int[] key = {-1, -1, -1};

  PngSamples(PngChunks chunks) throws BadImageException {
    this.depth = chunks.header().get(8);
    this.type = chunks.header().get(9);
    this.channels =
        switch (type) {
          case GREY, PALETTE -> 1;
          case GREY_ALPHA -> 2;
          case RGB -> 3;
          case RGBA -> 4;
          default -> throw unknown();
        };
    boolean isByteOrTwo = depth == 8 || depth == 16;
    boolean isSmall = depth == 1 || depth == 2 || depth == 4;
    boolean isKnown =
        switch (type) {
          case GREY -> isByteOrTwo || isSmall;
          case PALETTE -> depth == 8 || isSmall;
          default -> isByteOrTwo;
        };
    if (!isKnown) {
      throw unknown();
    }
    this.palette = type == PALETTE ? palette(chunks) : new Palette(0);
    this.shades = palette.samples(1);
    this.colours = palette.samples(3);
    if (chunks.transparency() != null && (type == GREY || type == RGB)) {
      readKey(chunks.transparency());
    }
  }

  private BadImageException unknown() {
    return BadImageException.corrupt(
        "a colour type and depth that PNG has", "type %d, %d bits".formatted(type, depth));
  }

  private void readKey(byte[] transparency) throws BadImageException {
    if (transparency.length != channels * Short.BYTES) {
      throw BadImageException.corrupt("chunk tRNS with one colour", "another");
    }
    for (int i = 0; i < channels; i++) {
      key[i] = ByteBuffer.wrap(transparency).getShort(i * Short.BYTES) & ((1 << depth) - 1);
    }
  }

  private static Palette palette(PngChunks chunks) throws BadImageException {
    byte[] palette = chunks.palette();
    if (palette == null || palette.length == 0 || palette.length % 3 > 0 || palette.length > 768) {
      throw BadImageException.corrupt(
          "chunk PLTE of 1 to 256 colours",
          palette == null ? "none" : palette.length + " bytes in it");
    }
    byte[] alphas = new byte[palette.length / 3];
    Arrays.fill(alphas, (byte) 0xff);
    if (chunks.transparency() != null) {
      int count = Math.min(alphas.length, chunks.transparency().length);
      System.arraycopy(chunks.transparency(), 0, alphas, 0, count);
    }
    Palette colours = new Palette(alphas.length);
    for (int i = 0; i < alphas.length; i++) {
      colours.set(i, palette[3 * i], palette[3 * i + 1], palette[3 * i + 2], alphas[i]);
    }
    return colours;
  }

  int bitsOfPixel() {
    return channels * depth;
  }

  /** How many samples the colour of a pixel has, with that of transparency. */
  int described(boolean hasTransparency) {
    return switch (type) {
      case PALETTE -> hasTransparency ? 4 : 3;
      case GREY, RGB -> hasTransparency ? channels + 1 : channels;
      default -> channels;
    };
  }

  /** Whether the bytes are samples of pixels of 1 channel, grey, or of 3, colours. */
  boolean areBytes(int wanted) {
    return type == (wanted == 1 ? GREY : RGB) && depth == 8 && key[0] < 0;
  }

  /**
   * The grey of some pixels.
   *
   * @param from where the first begins
   */
  void toGrey(byte[] samples, int from, int count, byte[] grey) throws BadImageException {
    boolean isSimple = depth == 8 && key[0] < 0;
    switch (isSimple ? type : -1) {
      case PALETTE -> {
        for (int i = 0; i < count; i++) {
          grey[i] = shade(samples[from + i] & 0xff);
        }
      }
      case GREY_ALPHA -> {
        for (int i = 0, at = from; i < count; i++, at += 2) {
          grey[i] = (byte) Grey.onBlack(samples[at] & 0xff, samples[at + 1] & 0xff);
        }
      }
      case RGB -> {
        for (int i = 0, at = from; i < count; i++, at += 3) {
          grey[i] = (byte) luma(samples, at);
        }
      }
      case RGBA -> {
        for (int i = 0, at = from; i < count; i++, at += 4) {
          grey[i] = (byte) Grey.onBlack(luma(samples, at), samples[at + 3] & 0xff);
        }
      }
      default -> toGreyPlainly(samples, from, count, grey);
    }
  }

  /**
   * The colours of some pixels: red, green and blue.
   *
   * @param from where the first begins
   */
  void toRgb(byte[] samples, int from, int count, byte[] rgb) throws BadImageException {
    for (int i = 0; i < count; i++) {
      putRgb(samples, from, i * channels, rgb, 3 * i);
    }
  }

  private void putRgb(byte[] row, int from, int index, byte[] rgb, int at)
      throws BadImageException {
    int first = sample(row, from, index);
    if (type == PALETTE) {
      shade(first);
      System.arraycopy(colours, 3 * first, rgb, at, 3);
      return;
    }
    boolean isGrey = type == GREY || type == GREY_ALPHA;
    int green = isGrey ? first : sample(row, from, index + 1);
    int blue = isGrey ? first : sample(row, from, index + 2);
    boolean isClear = first == key[0] && (isGrey || (green == key[1] && blue == key[2]));
    int alpha =
        isClear
            ? 0
            : type == GREY_ALPHA || type == RGBA
                ? shortened(sample(row, from, index + channels - 1))
                : 255;
    Palette.put(shortened(first), shortened(green), shortened(blue), alpha, rgb, at, 3);
  }

  private static int luma(byte[] samples, int at) {
    return Grey.luma(samples[at] & 0xff, samples[at + 1] & 0xff, samples[at + 2] & 0xff);
  }

  /** Samples of any kind. */
  void toGreyPlainly(byte[] samples, int from, int count, byte[] grey) throws BadImageException {
    for (int i = 0; i < count; i++) {
      grey[i] = (byte) grey(samples, from, i * channels);
    }
  }

  private int grey(byte[] row, int from, int index) throws BadImageException {
    int first = sample(row, from, index);
    return switch (type) {
      case GREY -> first == key[0] ? 0 : shortened(first);
      case GREY_ALPHA -> Grey.onBlack(shortened(first), shortened(sample(row, from, index + 1)));
      case PALETTE -> shade(first);
      default -> colour(first, row, from, index);
    };
  }

  private byte shade(int number) throws BadImageException {
    if (number >= shades.length) {
      throw BadImageException.corrupt(
          "a colour of the palette, of %d".formatted(shades.length), "number " + number);
    }
    return shades[number];
  }

  private int colour(int red, byte[] row, int from, int index) {
    int green = sample(row, from, index + 1);
    int blue = sample(row, from, index + 2);
    if (red == key[0] && green == key[1] && blue == key[2]) {
      return 0;
    }
    int luma = Grey.luma(shortened(red), shortened(green), shortened(blue));
    return type == RGB ? luma : Grey.onBlack(luma, shortened(sample(row, from, index + 3)));
  }

  private int sample(byte[] row, int from, int index) {
    if (depth == 8) {
      return row[from + index] & 0xff;
    }
    if (depth == 16) {
      int at = from + 2 * index;
      return ((row[at] & 0xff) << 8) | (row[at + 1] & 0xff);
    }
    int bit = index * depth;
    return ((row[from + (bit >> 3)] & 0xff) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  }

  private int shortened(int sample) {
    return depth == 8 ? sample : depth == 16 ? sample >> 8 : sample * 255 / ((1 << depth) - 1);
  }
}
