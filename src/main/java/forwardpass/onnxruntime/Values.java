package forwardpass.onnxruntime;

import forwardpass.error.InputException;
import java.io.Serializable;

/**
 * What becomes of a pixel on its way into a graph: it is multiplied, a mean is subtracted, and it
 * is divided.
 *
 * @param mean of each channel, or one for all
 * @param deviation of each channel, or one for all
 */
record Values(float[] mean, float[] deviation) implements Serializable {
  private static final int BYTES = 256;

  static final Values AS_THEY_ARE = new Values(new float[] {0}, new float[] {1});

  /** The value of each byte, channel by channel. */
  float[] table(int channels, float scale) {
    float[] table = new float[channels * BYTES];
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < BYTES; pixel++) {
        table[channel * BYTES + pixel] = of(channel, pixel * scale);
      }
    }
    return table;
  }

  float of(int channel, float value) {
    return (value - mean[channel % mean.length]) / deviation[channel % deviation.length];
  }

  /**
   * Puts images where the graph wants them.
   *
   * @param to [rows, values] in the order of the graph
   */
  static void fill(
      GraphInput input, float[] table, byte[] pixels, int start, int rows, float[] to) {
    int channels = input.channels();
    int size = input.values();
    if (channels == 1) {
      for (int i = 0; i < rows * size; i++) {
        to[i] = table[pixels[start + i] & 0xff];
      }
      return;
    }
    int plane = size / channels;
    for (int row = 0; row < rows; row++) {
      for (int channel = 0; channel < channels; channel++) {
        int from = start + row * size + channel;
        for (int i = 0; i < plane; i++) {
          int place = input.areChannelsLast() ? i * channels + channel : channel * plane + i;
          to[row * size + place] = table[channel * BYTES + (pixels[from + i * channels] & 0xff)];
        }
      }
    }
  }

  /** As {@link #fill(GraphInput, float[], byte[], int, int, float[])}. */
  void fill(GraphInput input, float scale, float[] values, int start, int rows, float[] to) {
    int channels = input.channels();
    int size = input.values();
    int plane = size / channels;
    for (int row = 0; row < rows; row++) {
      for (int channel = 0; channel < channels; channel++) {
        int from = start + row * size + channel;
        float subtracted = mean[channel % mean.length];
        float divisor = deviation[channel % deviation.length];
        for (int i = 0; i < plane; i++) {
          int place = input.areChannelsLast() ? i * channels + channel : channel * plane + i;
          to[row * size + place] = (values[from + i * channels] * scale - subtracted) / divisor;
        }
      }
    }
  }

  /** A graph of bytes takes no other numbers. */
  static byte wholeByte(float value) {
    int whole = (int) value;
    if (whole != value || whole < 0 || whole >= BYTES) {
      throw new InputException(
          "Unsupported: an image: expected whole numbers from 0 to 255, which is all that the network takes, found %s; give --no-normalize, or images of bytes"
              .formatted(value));
    }
    return (byte) whole;
  }
}
