package forwardpass.image;

/** The colours of a picture whose samples are their numbers. */
final class Palette {
  private static final int OPAQUE = 0xff;

  /** Red, green, blue, and how opaque they are. */
  private final byte[] colours;

  /** Of colours that are black. */
  Palette(int size) {
    colours = new byte[4 * size];
  }

  int size() {
    return colours.length / 4;
  }

  void set(int number, byte red, byte green, byte blue, byte alpha) {
    colours[4 * number] = red;
    colours[4 * number + 1] = green;
    colours[4 * number + 2] = blue;
    colours[4 * number + 3] = alpha;
  }

  /** Sets an opaque one from three bytes of an array: red, green and blue. */
  void set(int number, byte[] rgb, int at) {
    set(number, rgb[at], rgb[at + 1], rgb[at + 2], (byte) OPAQUE);
  }

  /**
   * All colours on black.
   *
   * @param channels 1 for grey, 3 for colours
   */
  byte[] samples(int channels) {
    byte[] samples = new byte[channels * size()];
    for (int i = 0; i < size(); i++) {
      put(
          colours[4 * i] & 0xff,
          colours[4 * i + 1] & 0xff,
          colours[4 * i + 2] & 0xff,
          colours[4 * i + 3] & 0xff,
          samples,
          i * channels,
          channels);
    }
    return samples;
  }

  /**
   * Turns numbers to samples.
   *
   * @param samples of all colours
   * @param numbers of colours that there are
   * @param to where the samples go
   * @param at where in there the first goes
   */
  static void look(byte[] samples, int channels, byte[] numbers, int count, byte[] to, int at) {
    if (channels == 1) {
      for (int i = 0; i < count; i++) {
        to[at + i] = samples[numbers[i] & 0xff];
      }
      return;
    }
    for (int i = 0, next = at; i < count; i++, next += 3) {
      int from = 3 * (numbers[i] & 0xff);
      to[next] = samples[from];
      to[next + 1] = samples[from + 1];
      to[next + 2] = samples[from + 2];
    }
  }

  /** Puts one colour on black into an array, in one channel or in three. */
  static void put(int red, int green, int blue, int alpha, byte[] to, int at, int channels) {
    if (channels == 1) {
      to[at] = (byte) Grey.onBlack(Grey.luma(red, green, blue), alpha);
      return;
    }
    to[at] = (byte) Grey.onBlack(red, alpha);
    to[at + 1] = (byte) Grey.onBlack(green, alpha);
    to[at + 2] = (byte) Grey.onBlack(blue, alpha);
  }
}
