package forwardpass.hub;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a {@code preprocessor_config.json}. What it says is done in Hugging Face's order; a key
 * that is not known, and may change pixels, is refused.
 *
 * @see <a href="https://huggingface.co/docs/transformers/main_classes/image_processor">Image
 *     processors of Transformers</a>
 */
public final class PreprocessorConfigReader {
  private static final double DIVISION = 1 / 255.0;

  /** Numbers that are written as seven digits, or as a float of 32 bits. */
  private static final double TOLERANCE = 1e-6;

  /** Pillow's numbers of them. */
  private static final Map<Integer, Interpolation> INTERPOLATIONS =
      Map.of(
          0, Interpolation.NEAREST,
          2, Interpolation.BILINEAR,
          3, Interpolation.BICUBIC,
          4, Interpolation.AREA);

  private static final Set<String> READ =
      Set.of(
          "do_resize",
          "size",
          "resample",
          "do_center_crop",
          "crop_size",
          "do_rescale",
          "rescale_factor",
          "do_normalize",
          "image_mean",
          "image_std",
          "do_flip_channel_order",
          "do_convert_rgb");

  /** What names a class, or says how arrays lie once the pixels are made. */
  private static final Set<String> OF_NO_MATTER =
      Set.of(
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "auto_map",
          "_valid_processor_keys",
          "data_format",
          "input_data_format",
          "return_tensors",
          "default_to_square",
          "device",
          "disable_grouping");

  private final JsonNode config;
  private final String file;

  private PreprocessorConfigReader(JsonNode config, String file) {
    this.config = config;
    this.file = file;
  }

  /**
   * Reads one; leaves the stream open.
   *
   * @param file what to call it in messages
   * @throws WeightsException where it is none, or says what cannot be done
   */
  public static PreprocessorConfig read(InputStream in, String file) throws IOException {
    return new PreprocessorConfigReader(JsonFile.read(in, file), file).read();
  }

  private PreprocessorConfig read() {
    requireKnown();
    boolean isResized = does("do_resize", "size");
    boolean isCropped = does("do_center_crop", "crop_size");
    boolean isNormalized = does("do_normalize", "image_mean");
    return new PreprocessorConfig(
        isResized ? Optional.of(resize()) : Optional.empty(),
        isCropped ? Optional.of(crop()) : Optional.empty(),
        isResized ? Optional.of(interpolation()) : Optional.empty(),
        isDivided(),
        isTrue("do_flip_channel_order"),
        isNormalized ? numbers("image_mean") : List.of(),
        isNormalized ? numbers("image_std") : List.of());
  }

  /** A key that is off is of no matter either. */
  private void requireKnown() {
    TreeSet<String> unknown = new TreeSet<>();
    config
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              boolean isOff = value.isNull() || (value.isBoolean() && !value.booleanValue());
              if (!isOff
                  && !READ.contains(field.getKey())
                  && !OF_NO_MATTER.contains(field.getKey())) {
                unknown.add(field.getKey());
              }
            });
    if (!unknown.isEmpty()) {
      String key = unknown.first();
      throw unsupported(
          "keys whose meaning is known",
          "%s: %s".formatted(Quote.plain(key), shown(config.get(key))));
    }
  }

  /** Whether a step is done: where nobody says, if there is what it needs. */
  private boolean does(String step, String parameter) {
    return config.hasNonNull(step) ? isTrue(step) : config.hasNonNull(parameter);
  }

  private boolean isTrue(String key) {
    if (!config.hasNonNull(key)) {
      return false;
    }
    JsonNode said = config.get(key);
    if (!said.isBoolean()) {
      throw unsupported("true or false as " + key, shown(said));
    }
    return said.booleanValue();
  }

  private Resize resize() {
    JsonNode size = config.path("size");
    List<String> keys = new ArrayList<>();
    size.fieldNames().forEachRemaining(keys::add);
    if (size.isObject() && keys.equals(List.of("shortest_edge"))) {
      return new Resize.Shorter(pixels(size.get("shortest_edge"), "size"));
    }
    if (size.isInt()) {
      boolean isSquare = config.path("default_to_square").asBoolean(false);
      if (!isSquare && !config.has("default_to_square")) {
        throw unsupported(
            "size with shortest_edge, or with height and width, as a number alone means one or the other to different processors",
            shown(size));
      }
      int side = pixels(size, "size");
      return isSquare ? new Resize.Exactly(PictureSize.square(side)) : new Resize.Shorter(side);
    }
    return new Resize.Exactly(size("size"));
  }

  private PictureSize crop() {
    JsonNode size = config.path("crop_size");
    return size.isInt() ? PictureSize.square(pixels(size, "crop_size")) : size("crop_size");
  }

  private PictureSize size(String key) {
    JsonNode size = config.path(key);
    if (!size.isObject() || size.size() != 2 || !size.has("height") || !size.has("width")) {
      throw unsupported(key + " with height and width", shown(size));
    }
    return new PictureSize(pixels(size.get("width"), key), pixels(size.get("height"), key));
  }

  private int pixels(JsonNode number, String key) {
    if (!number.isInt() || number.intValue() < 1) {
      throw unsupported("whole numbers from 1 in " + key, shown(number));
    }
    return number.intValue();
  }

  private Interpolation interpolation() {
    JsonNode resample = config.path("resample");
    Interpolation found = resample.isInt() ? INTERPOLATIONS.get(resample.intValue()) : null;
    if (found == null) {
      throw unsupported(
          "as resample 0 (nearest), 2 (bilinear), 3 (bicubic) or 4 (box)", shown(resample));
    }
    return found;
  }

  private boolean isDivided() {
    if (config.hasNonNull("do_rescale") && !isTrue("do_rescale")) {
      return false;
    }
    JsonNode factor = config.path("rescale_factor");
    if (factor.isMissingNode() || factor.isNull()) {
      return true;
    }
    if (!factor.isNumber() || Math.abs(factor.doubleValue() - DIVISION) > TOLERANCE) {
      throw unsupported("1/255 as rescale_factor", shown(factor));
    }
    return true;
  }

  private List<Float> numbers(String key) {
    JsonNode numbers = config.path(key);
    List<Float> all = new ArrayList<>();
    if (numbers.isNumber()) {
      all.add(numbers.floatValue());
    }
    numbers.forEach(number -> all.add(number.isNumber() ? number.floatValue() : Float.NaN));
    if (all.isEmpty() || !all.stream().allMatch(Float::isFinite)) {
      throw unsupported("numbers in " + key, shown(numbers));
    }
    return all;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : Quote.plain(value.toString());
  }

  private WeightsException unsupported(String expected, String found) {
    return new WeightsException(
        "Unsupported: %s: expected %s, found %s; give --weights the file of the model itself, and --resize, --crop, --interpolation, --mean and --std"
            .formatted(file, expected, found));
  }
}
