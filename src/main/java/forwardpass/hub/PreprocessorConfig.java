package forwardpass.hub;

import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How pictures are prepared for a network, as Hugging Face's {@code preprocessor_config.json} says:
 * resized, cropped, divided by 255, and standardised.
 *
 * @param resize none where they are not resized
 * @param crop none where they are not cropped
 * @param interpolation how they are resized; none where they are not
 * @param isDivided whether pixels are divided by 255
 * @param isBlueFirst whether the channels are blue, green and red
 * @param mean subtracted, of each channel or of all; empty for none
 * @param deviation divided by, in the same way
 */
public record PreprocessorConfig(
    Optional<Resize> resize,
    Optional<PictureSize> crop,
    Optional<Interpolation> interpolation,
    boolean isDivided,
    boolean isBlueFirst,
    List<Float> mean,
    List<Float> deviation) {
  /** The name of the file. */
  public static final String FILE = "preprocessor_config.json";

  public PreprocessorConfig {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** The size that pictures have then; none where that is not told. */
  public Optional<PictureSize> size() {
    return Resize.size(resize, crop);
  }

  /** What is done, step by step, a line for each. */
  public List<String> described() {
    return List.of(
        "resize: "
            + resize
                .map(to -> to.described() + interpolation.map(by -> ", " + by).orElse(""))
                .orElse(crop.isPresent() ? "none" : "straight to the size that the network takes"),
        "crop: " + crop.map(size -> "the middle, " + size).orElse("none"),
        "channels: " + (isBlueFirst ? "bgr" : "as the network takes them, rgb or grey"),
        "rescale: " + (isDivided ? "divided by 255" : "none"),
        "mean subtracted: " + text(mean),
        "divided by standard deviation: " + text(deviation));
  }

  private static String text(List<Float> numbers) {
    return numbers.isEmpty()
        ? "none"
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
