package forwardpass.image.resize;

import java.io.Serializable;

/** How large a picture is, in pixels. */
public record PictureSize(int width, int height) implements Serializable {
  /** A square. */
  public static PictureSize square(int side) {
    return new PictureSize(side, side);
  }

  /** As options are written. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
