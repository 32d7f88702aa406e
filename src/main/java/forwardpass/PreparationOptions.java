package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.spark.IdxListing;
import forwardpass.spark.Preparation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say what is done to pixels before they are divided by 255. */
final class PreparationOptions {
  @Option(
      names = "--invert",
      description =
          "Dark ink on light paper: 255 - pixel, or 1 - value of what is not divided by 255.")
  private boolean isInverted;

  @Option(
      names = "--transpose",
      description = "Images that lie on their side, as EMNIST's: exchange rows and columns.")
  private boolean isTransposed;

  /** What is done to IDX files. */
  Preparation of(IdxListing files, float white) {
    if (!isTransposed || files.pairs().isEmpty()) {
      return new Preparation(isInverted, white, 0, 0);
    }
    List<Integer> shape = files.imageShape();
    return shape.size() == 2
        ? new Preparation(isInverted, white, shape.get(0), shape.get(1))
        : square(shape.stream().reduce(1, Math::multiplyExact), white);
  }

  /** What is done to images of so many values whose sides nobody has told. */
  Preparation square(int size, float white) {
    if (!isTransposed) {
      return new Preparation(isInverted, white, 0, 0);
    }
    int side = (int) Math.sqrt(size);
    if (side * side != size) {
      throw new UsageException(
          "Invalid --transpose: expected images with rows and columns, or as many values as a square has, found %d; give it IDX files with both"
              .formatted(size));
    }
    return new Preparation(isInverted, white, side, side);
  }

  /** Those that are given. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    if (isInverted) {
      described.put("invert", "true");
    }
    if (isTransposed) {
      described.put("transpose", "true");
    }
    return described;
  }
}
