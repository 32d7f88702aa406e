package forwardpass.image.resize;

import java.io.Serializable;

/**
 * The pictures that a network takes.
 *
 * @param channels 1, grey; or 3, colours
 * @param isChannelsLast whether the samples of a pixel lie together (NHWC); else each channel is a
 *     plane (NCHW)
 * @param isBlueFirst whether colours are blue, green and red; else red, green and blue
 */
public record PictureShape(
    int channels, int height, int width, boolean isChannelsLast, boolean isBlueFirst)
    implements Serializable {
  /** A grey picture. */
  public static PictureShape grey(int height, int width) {
    return new PictureShape(1, height, width, true, false);
  }

  /** Its rows and columns. */
  public PictureSize size() {
    return new PictureSize(width, height);
  }

  /** What its channels are, as options name them. */
  public String channelNames() {
    return channels == 1 ? "grey" : isBlueFirst ? "bgr" : "rgb";
  }

  /** How many values it has. */
  public int values() {
    return channels * height * width;
  }

  /**
   * The place of a value.
   *
   * @param channel 0 for grey or red, 1 for green, 2 for blue
   */
  public int index(int channel, int y, int x) {
    int place = isBlueFirst ? channels - 1 - channel : channel;
    return isChannelsLast ? (y * width + x) * channels + place : (place * height + y) * width + x;
  }

  /** From the place of a value to that of the same channel in the next pixel of the row. */
  int step() {
    return isChannelsLast ? channels : 1;
  }
}
