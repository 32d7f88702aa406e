package forwardpass.image;

import forwardpass.image.resize.PixelRows;
import java.util.Arrays;

/**
 * A whole picture, for those whose rows are not there one after the other: because they come in
 * parts, or because the picture has to be turned first.
 */
final class HeldPicture implements PixelRows {
  private final int channels;
  private byte[] samples = {};
  private int width;
  private int height;

  HeldPicture(int channels) {
    this.channels = channels;
  }

  /** Begins a picture of this size. */
  void begin(int width, int height) {
    this.width = width;
    this.height = height;
    int length = width * height * channels;
    if (samples.length < length) {
      samples = new byte[length];
    } else {
      clear();
    }
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void clear() {
    Arrays.fill(samples, 0, width * height * channels, (byte) 0);
  }

  @Override
  public void add(int y, int x, int step, int count, byte[] row, int from) {
    int at = (y * width + x) * channels;
    if (step == 1) {
      System.arraycopy(row, from, samples, at, count * channels);
      return;
    }
    for (int i = 0; i < count; i++) {
      System.arraycopy(row, from + i * channels, samples, at + i * step * channels, channels);
    }
  }

  /** Gives all rows on, turned. */
  void giveTo(PixelRows into, Orientation orientation) {
    int newWidth = orientation.isSideways() ? height : width;
    int newHeight = orientation.isSideways() ? width : height;
    byte[] row = new byte[newWidth * channels];
    for (int y = 0; y < newHeight; y++) {
      int from = orientation.stored(0, y, width, height) * channels;
      int step = newWidth == 1 ? 0 : orientation.stored(1, y, width, height) * channels - from;
      for (int x = 0, at = 0; x < newWidth; x++, at += channels, from += step) {
        for (int channel = 0; channel < channels; channel++) {
          row[at + channel] = samples[from + channel];
        }
      }
      into.add(y, 0, 1, newWidth, row, 0);
    }
  }

  /** Forgets what is too large to be kept for the next picture. */
  void shrink(int mostKept) {
    if (samples.length > mostKept) {
      samples = new byte[0];
    }
  }
}
