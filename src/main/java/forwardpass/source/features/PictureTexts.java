package forwardpass.source.features;

import forwardpass.error.UsageException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what is asked for of pictures as options are written. */
public final class PictureTexts {
  private static final Pattern SIZE =
      Pattern.compile("([1-9]\\d{0,3}|10000)(?:[xX]([1-9]\\d{0,3}|10000))?");

  private PictureTexts() {}

  /**
   * What they ask for.
   *
   * @throws UsageException where that can be nothing
   */
  public static PictureWishes wishes(
      Optional<String> resize,
      Optional<String> crop,
      Optional<String> interpolation,
      Optional<String> channels) {
    return new PictureWishes(
        resize.map(PictureTexts::resize),
        crop.map(PictureTexts::crop),
        interpolation.map(name -> named("--interpolation", name, Interpolation.values())),
        channels.map(name -> named("--channels", name, PictureChannels.values())));
  }

  private static Resize resize(String text) {
    Matcher size = size("--resize", text);
    int first = Integer.parseInt(size.group(1));
    return size.group(2) == null
        ? new Resize.Shorter(first)
        : new Resize.Exactly(new PictureSize(first, Integer.parseInt(size.group(2))));
  }

  private static PictureSize crop(String text) {
    Matcher size = size("--crop", text);
    int first = Integer.parseInt(size.group(1));
    return size.group(2) == null
        ? PictureSize.square(first)
        : new PictureSize(first, Integer.parseInt(size.group(2)));
  }

  private static Matcher size(String option, String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "Invalid %s: expected a size such as 256 or 320x240, of 1 to 10000 pixels, found %s"
              .formatted(option, text));
    }
    return matcher;
  }

  private static <T extends Enum<T>> T named(String option, String name, T[] known) {
    return Arrays.stream(known)
        .filter(one -> one.toString().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "Invalid %s: expected one of %s, found %s"
                        .formatted(
                            option,
                            Arrays.stream(known).map(T::toString).collect(Collectors.joining(", ")),
                            name)));
  }
}
