package forwardpass.image.resize;

import java.util.Locale;

/** How the pixels of a picture of another size are computed: Pillow's filters. */
public enum Interpolation {
  /** Pillow's BOX: the mean of what a new pixel covers. */
  AREA(0.5) {
    @Override
    double weight(double distance) {
      return distance > -0.5 && distance <= 0.5 ? 1 : 0;
    }
  },
  /** Pillow's BILINEAR. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      return x < 1 ? 1 - x : 0;
    }
  },
  /** Pillow's BICUBIC. */
  BICUBIC(2) {
    private static final double A = -0.5;

    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
    }
  },
  /** Pillow's NEAREST: the pixel in whose middle the new one lies. */
  NEAREST(0) {
    @Override
    double weight(double distance) {
      throw new UnsupportedOperationException("it takes one pixel");
    }
  };

  private final double support;

  Interpolation(double support) {
    this.support = support;
  }

  /** How far from its middle a new pixel is still made of others, in pixels. */
  double support() {
    return support;
  }

  /** How much a pixel counts that is so far from the middle of the new one. */
  abstract double weight(double distance);

  /** As options name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
