package forwardpass.source.features;

import forwardpass.error.UsageException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What was asked for of pictures; what was not is told from the network.
 *
 * @param resize before they are cropped
 * @param crop the size of the middle that is kept
 * @param interpolation how they are resized
 * @param channels what the samples of a pixel are
 */
public record PictureWishes(
    Optional<Resize> resize,
    Optional<PictureSize> crop,
    Optional<Interpolation> interpolation,
    Optional<PictureChannels> channels) {
  /** Nothing was asked for. */
  public static final PictureWishes NONE =
      new PictureWishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @throws UsageException where something was asked for that could do nothing
   */
  public PictureWishes {
    if (interpolation.isPresent() && crop.isPresent() && resize.isEmpty()) {
      throw new UsageException(
          "Invalid --interpolation: expected --resize beside --crop, as nothing is resized without it; give --resize, or leave --interpolation out");
    }
  }

  /** The size that they have then; none where that is not told. */
  public Optional<PictureSize> size() {
    return Resize.size(resize, crop);
  }

  /** How many samples a pixel has then; none where that is not told. */
  public OptionalInt channelCount() {
    return channels.isPresent() ? OptionalInt.of(channels.get().count()) : OptionalInt.empty();
  }

  /** What was asked for, by the names of options. */
  public Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    resize.ifPresent(wish -> described.put("resize", wish.described()));
    crop.ifPresent(wish -> described.put("crop", wish.toString()));
    interpolation.ifPresent(wish -> described.put("interpolation", wish.toString()));
    channels.ifPresent(wish -> described.put("channels", wish.toString()));
    return described;
  }

  /** The first option that was given; none where there is none. */
  public Optional<String> option() {
    if (resize.isPresent()) {
      return Optional.of("--resize");
    }
    if (crop.isPresent()) {
      return Optional.of("--crop");
    }
    return interpolation.isPresent()
        ? Optional.of("--interpolation")
        : channels.map(given -> "--channels");
  }
}
