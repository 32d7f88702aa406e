package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import forwardpass.source.features.PictureChannels;
import forwardpass.source.features.PictureWishes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say what encoded pictures are made. */
final class PictureOptions {
  private static final Pattern SIZE =
      Pattern.compile("([1-9]\\d{0,3}|10000)(?:[xX]([1-9]\\d{0,3}|10000))?");

  @Option(
      names = "--resize",
      paramLabel = "N|WxH",
      description =
          "Encoded pictures: the shorter side to N, or to exactly W x H, before the middle is kept (straight to the size that the network takes).")
  private String resize;

  @Option(
      names = "--crop",
      paramLabel = "N|WxH",
      description =
          "Encoded pictures: the middle that is kept, the size that the network takes; black where the picture is smaller (that size where --resize is given, else nothing is cropped).")
  private String crop;

  @Option(
      names = "--interpolation",
      paramLabel = "NAME",
      description =
          "How encoded pictures are resized: area, bilinear, bicubic or nearest, to the byte as Pillow does it (bilinear where --resize is given, else the mean over area).")
  private String interpolation;

  @Option(
      names = "--channels",
      paramLabel = "NAME",
      description =
          "What encoded pictures are made: grey, rgb or bgr; a network that takes values only gets the three of a pixel together (what the network takes, else grey).")
  private String channels;

  /**
   * What they ask for.
   *
   * @throws UsageException where that can be nothing
   */
  PictureWishes wishes() {
    return new PictureWishes(
        Optional.ofNullable(resize).map(PictureOptions::resize),
        Optional.ofNullable(crop).map(PictureOptions::crop),
        Optional.ofNullable(interpolation)
            .map(name -> named("--interpolation", name, Interpolation.values())),
        Optional.ofNullable(channels)
            .map(name -> named("--channels", name, PictureChannels.values())));
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
