package forwardpass.pixels;

import forwardpass.error.UsageException;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.source.ImageSource;
import forwardpass.source.PixelScale;
import forwardpass.source.Preparation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is done to pixels before a network gets them.
 *
 * @param isDivided whether by 255; told from the images and the network where it is not given
 * @param isInverted whether dark becomes light
 * @param isTransposed whether rows and columns are exchanged
 * @param standardization what is done to values last
 */
public record PixelRequest(
    Optional<Boolean> isDivided,
    boolean isInverted,
    boolean isTransposed,
    Standardization standardization) {
  private static final int WHITE = 255;

  /** The same, where what was not asked for is done as the network's own files say. */
  public PixelRequest orElse(PreprocessorConfig config) {
    return new PixelRequest(
        isDivided.or(() -> Optional.of(config.isDivided())),
        isInverted,
        isTransposed,
        standardization.orElse(config.mean(), config.deviation()));
  }

  /** Whether pixels are as they are because the network is seen to take them so. */
  public boolean areLeftTo(Model network) {
    return isDivided.isEmpty() && network.isOfPixels();
  }

  /** What values are multiplied by. */
  public PixelScale scale(Model network) {
    return new PixelScale(areLeftTo(network) ? Optional.of(false) : isDivided);
  }

  /**
   * The network over pixels that are prepared so.
   *
   * @throws UsageException where they cannot be, for this network
   */
  public LoadedModel<? extends Model> prepared(LoadedModel<? extends Model> loaded) {
    Model network = loaded.model();
    if (network.takesBytes() && isDivided.orElse(false)) {
      throw new UsageException(
          "Invalid --normalize: the network %s takes bytes, which cannot be divided; leave it out"
              .formatted(network));
    }
    return new LoadedModel<>(
        standardization.of(network), loaded.hasOwnActivations(), loaded.notes());
  }

  /**
   * What is done to pixels before they are scaled.
   *
   * @throws UsageException where images are to be transposed, and it cannot be told how
   */
  public Preparation preparation(ImageSource source, Model network) {
    return preparation(source.imageShape(), source.white(), network);
  }

  /**
   * The same.
   *
   * @param shape rows and columns of the images, or nothing
   * @param white of numbers that are no bytes
   */
  public Preparation preparation(List<Integer> shape, float white, Model network) {
    float found = areLeftTo(network) ? WHITE : white;
    return isTransposed
        ? transposed(shape, network.inputs(), found)
        : new Preparation(isInverted, found, 0, 0);
  }

  /**
   * @param shape rows and columns, or nothing
   * @param size of both
   */
  Preparation transposed(List<Integer> shape, int size, float white) {
    if (shape.size() == 2) {
      return new Preparation(isInverted, white, shape.get(0), shape.get(1));
    }
    int side = (int) Math.sqrt(size);
    if (side * side != size) {
      throw new UsageException(
          "Invalid --transpose: expected images with rows and columns, or as many values as a square has, found %d; give it IDX files with both"
              .formatted(size));
    }
    return new Preparation(isInverted, white, side, side);
  }

  /** What changes the pixels, but for the division. */
  public Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    if (isInverted) {
      described.put("invert", "true");
    }
    if (isTransposed) {
      described.put("transpose", "true");
    }
    described.putAll(standardization.options());
    return described;
  }
}
