package forwardpass.hub;

import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.List;
import java.util.Optional;

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
}
