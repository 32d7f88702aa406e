package forwardpass.cli;

import forwardpass.pixels.PixelRequest;
import forwardpass.pixels.Standardization;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what is done to pixels. */
final class PixelOptions {
  @Option(
      names = "--normalize",
      negatable = true,
      fallbackValue = "true",
      description =
          "Divide pixels by 255, or not (integers are divided, and text where any of the first thousand records has a value above 1; floating-point numbers are taken as they are).")
  private Boolean normalize;

  @Option(
      names = "--invert",
      description =
          "Dark ink on light paper: 255 - pixel, or 1 - value of what is not divided by 255.")
  private boolean isInverted;

  @Option(
      names = "--transpose",
      description = "Images that lie on their side, as EMNIST's: exchange rows and columns.")
  private boolean isTransposed;

  @Option(
      names = "--mean",
      hideParamSyntax = true,
      paramLabel = "A[,B,C]",
      split = ",",
      description =
          "Subtract this from values, after any division by 255; one number, or one for each channel (0).")
  private List<Float> mean = List.of();

  @Option(
      names = "--std",
      hideParamSyntax = true,
      paramLabel = "A[,B,C]",
      split = ",",
      description = "Then divide values by this; one number, or one for each channel (1).")
  private List<Float> deviation = List.of();

  PixelRequest request() {
    return new PixelRequest(
        Optional.ofNullable(normalize),
        isInverted,
        isTransposed,
        new Standardization(mean, deviation));
  }
}
