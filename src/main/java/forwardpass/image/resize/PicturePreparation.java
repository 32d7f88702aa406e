package forwardpass.image.resize;

import java.io.Serializable;

/**
 * How a decoded picture becomes what a network takes: resized, and of that the middle.
 *
 * @param shape what the network takes; its size is that of the middle
 */
public record PicturePreparation(PictureShape shape, Resize resize, Interpolation interpolation)
    implements Serializable {
  /** Where the middle is of a picture of this size. */
  public PictureFrame frame(int width, int height) {
    return PictureFrame.centred(resize.of(width, height), shape.size());
  }
}
