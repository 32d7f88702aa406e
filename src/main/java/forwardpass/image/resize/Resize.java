package forwardpass.image.resize;

import java.io.Serializable;
import java.util.Optional;

/** How large a picture is made before it is cropped. */
public sealed interface Resize extends Serializable {
  /** The new size of a picture of this one; the most that an int holds where it is larger. */
  PictureSize of(int width, int height);

  /** In words. */
  String described();

  /** The size of all pictures that are resized and cropped so; none where they have several. */
  static Optional<PictureSize> size(Optional<Resize> resize, Optional<PictureSize> crop) {
    if (crop.isPresent() || resize.isEmpty()) {
      return crop;
    }
    return resize.get() instanceof Exactly exactly ? Optional.of(exactly.size()) : Optional.empty();
  }

  /** It keeps its size. */
  record None() implements Resize {
    @Override
    public PictureSize of(int width, int height) {
      return new PictureSize(width, height);
    }

    @Override
    public String described() {
      return "not resized";
    }
  }

  /** Its shorter side becomes this; the longer one keeps the proportion, cut off. */
  record Shorter(int side) implements Resize {
    @Override
    public PictureSize of(int width, int height) {
      return width <= height
          ? new PictureSize(side, longer(height, width))
          : new PictureSize(longer(width, height), side);
    }

    private int longer(int longSide, int shortSide) {
      return (int) Math.min(Integer.MAX_VALUE, (long) side * longSide / shortSide);
    }

    @Override
    public String described() {
      return "shorter side to " + side;
    }

    /** As options are written. */
    @Override
    public String toString() {
      return String.valueOf(side);
    }
  }

  /** It becomes exactly this, whatever its proportion was. */
  record Exactly(PictureSize size) implements Resize {
    @Override
    public PictureSize of(int width, int height) {
      return size;
    }

    @Override
    public String described() {
      return "to " + size;
    }

    /** As options are written. */
    @Override
    public String toString() {
      return size.toString();
    }
  }
}
