package forwardpass.chapter;

import forwardpass.error.InputException;
import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads images and labels as the chapter's load_mnist does, and says what came of it. */
@Command(
    name = "load",
    description = "Reads images and labels, and shows the shapes, types and ranges of the arrays.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class LoadCommand extends ChapterCommand {
  private static final int CLASSES = 10;
  private static final int VALUES_AT_ONCE = 1 << 20;
  private static final int MOST_ITEM_VALUES = 1 << 22;
  private static final float LARGEST_BYTE = 255;

  @Mixin private final MnistOptions input;

  @Option(
      names = "--normalize",
      negatable = true,
      fallbackValue = "true",
      description =
          "Divide pixels by 255, or not (unsigned bytes are divided; numbers of other types taken as they are).")
  private Boolean normalize;

  @Option(
      names = "--flatten",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Make each image one row, or leave its rows and columns (flatten).")
  private boolean flatten;

  @Option(
      names = "--one-hot",
      negatable = true,
      description = "Make each label a row of ten numbers, a one among zeros (no).")
  private boolean oneHot;

  private final PrintStream out;
  private final PrintStream err;

  LoadCommand(PrintStream out, PrintStream err, Optional<String> ownData) {
    this.out = out;
    this.err = err;
    this.input = new MnistOptions(ownData);
  }

  @Override
  void run() {
    input.check();
    List<String> lines = new ArrayList<>();
    if (input.images().isPresent()) {
      load("x", input.images().get(), "t", input.labels(), lines);
    } else {
      loadTraining(input.directory(), lines);
      load(
          "x_test",
          input.directory().require(DataDirectory.TEST_IMAGES),
          "t_test",
          Optional.of(input.directory().require(DataDirectory.TEST_LABELS)),
          lines);
    }
    lines.forEach(out::println);
  }

  /** MNIST's training set, which does not come with the project. */
  private void loadTraining(DataDirectory directory, List<String> lines) {
    Optional<String> images = directory.find(DataDirectory.TRAIN_IMAGES);
    Optional<String> labels = directory.find(DataDirectory.TRAIN_LABELS);
    if (images.isEmpty() && labels.isEmpty()) {
      err.printf(
          "No training set in %s: neither %s nor %s is there, gzipped or not; the test set alone%n",
          directory.path(), DataDirectory.TRAIN_IMAGES, DataDirectory.TRAIN_LABELS);
      return;
    }
    load(
        "x_train",
        directory.require(DataDirectory.TRAIN_IMAGES),
        "t_train",
        Optional.of(directory.require(DataDirectory.TRAIN_LABELS)),
        lines);
  }

  private void load(
      String imagesName,
      String imagesFile,
      String labelsName,
      Optional<String> labelsFile,
      List<String> lines) {
    try (IdxInput images = IdxInput.images(imagesFile)) {
      lines.add(line(imagesName, loadImages(images)));
      labelsFile.ifPresent(
          path -> {
            try (IdxInput labels = IdxInput.labels(path, images)) {
              lines.add(line(labelsName, loadLabels(labels)));
            }
          });
    }
  }

  private static String line(String name, LoadedArray array) {
    return "%-7s  %-19s  %s".formatted(name, PrintedArray.shapeText(array.shape()), array.values());
  }

  private LoadedArray loadImages(IdxInput images) {
    IdxHeader header = images.header();
    if (header.itemSize() > MOST_ITEM_VALUES) {
      throw new InputException(
          "Unsupported: %s, byte 8: expected images of at most %d values, found %s; load smaller ones"
              .formatted(images.path(), MOST_ITEM_VALUES, header.itemShape()));
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int batch = Math.max(1, VALUES_AT_ONCE / header.itemSize());
    while (images.left() > 0) {
      for (float value : images.readFloats((int) Math.min(batch, images.left()))) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    images.expectEnd();
    boolean divided = normalize == null ? header.type() == ElementType.UNSIGNED_BYTE : normalize;
    return divided
        ? new LoadedArray(
            shape(header), "float32", (float) least / LARGEST_BYTE, (float) most / LARGEST_BYTE)
        : new LoadedArray(shape(header), numpyType(header.type()), least, most);
  }

  private List<Integer> shape(IdxHeader header) {
    List<Integer> dimensions = header.dimensions();
    if (flatten) {
      return List.of(header.count(), header.itemSize());
    }
    return dimensions.size() == 3
        ? List.of(dimensions.get(0), 1, dimensions.get(1), dimensions.get(2))
        : dimensions;
  }

  private LoadedArray loadLabels(IdxInput labels) {
    IdxHeader header = labels.header();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    while (labels.left() > 0) {
      for (int label : labels.readLabels((int) Math.min(VALUES_AT_ONCE, labels.left()))) {
        least = Math.min(least, label);
        most = Math.max(most, label);
      }
    }
    labels.expectEnd();
    if (!oneHot) {
      return new LoadedArray(List.of(header.count()), numpyType(header.type()), least, most);
    }
    if (least < 0 || most >= CLASSES) {
      throw new InputException(
          "Unsupported: %s: expected labels from 0 to %d with --one-hot, found %d to %d; leave out --one-hot"
              .formatted(labels.path(), CLASSES - 1, (long) least, (long) most));
    }
    boolean any = header.count() > 0; // each row has a one and zeros
    return new LoadedArray(
        List.of(header.count(), CLASSES), "float64", any ? 0 : least, any ? 1 : most);
  }

  private static String numpyType(ElementType type) {
    return switch (type) {
      case UNSIGNED_BYTE -> "uint8";
      case BYTE -> "int8";
      case SHORT -> "int16";
      case INT -> "int32";
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
    };
  }
}
