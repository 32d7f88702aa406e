package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.source.features.PictureTexts;
import forwardpass.source.features.PictureWishes;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what encoded pictures are made. */
final class PictureOptions {
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
    return PictureTexts.wishes(
        Optional.ofNullable(resize),
        Optional.ofNullable(crop),
        Optional.ofNullable(interpolation),
        Optional.ofNullable(channels));
  }
}
