package forwardpass.chapter;

import forwardpass.chapter.plot.ContactSheet;
import forwardpass.chapter.plot.Figure;
import forwardpass.chapter.plot.GreyImage;
import forwardpass.chapter.plot.ImagePicture;
import forwardpass.chapter.plot.LabelledImage;
import forwardpass.error.UsageException;
import forwardpass.idx.ElementType;
import forwardpass.idx.IdxHeader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows images of a file, with their labels. */
@Command(
    name = "show",
    description = "Shows images and their labels, as text and as a picture.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class ShowCommand extends ChapterCommand {
  private static final int MOST_IMAGES = 100;
  private static final int MOST_VALUES = 1 << 22;

  @Mixin private final MnistOptions input;

  @Option(
      names = "--index",
      paramLabel = "N",
      defaultValue = "0",
      description = "Which image, from 0 (${DEFAULT-VALUE}).")
  private int index;

  @Option(
      names = "--count",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many from there on, on one sheet (${DEFAULT-VALUE}).")
  private int count;

  @Mixin private final PictureOptions picture = new PictureOptions();

  private final PrintStream out;
  private final PrintStream err;

  ShowCommand(PrintStream out, PrintStream err, Optional<String> ownData) {
    this.out = out;
    this.err = err;
    this.input = new MnistOptions(ownData);
  }

  @Override
  void run() {
    picture.check();
    input.check();
    if (count < 1 || count > MOST_IMAGES) {
      throw new UsageException(
          "Invalid --count: expected a whole number from 1 to %d, found %d"
              .formatted(MOST_IMAGES, count));
    }
    List<LabelledImage> images = read();
    Figure figure = count == 1 ? new ImagePicture(images.get(0)) : new ContactSheet(images);
    String name = count == 1 ? "image-" + index : "images-" + index + "-" + (index + count - 1);
    picture.write(figure::image, name + ".png", err);
    out.print(figure.text());
  }

  private List<LabelledImage> read() {
    boolean named = input.images().isPresent();
    String file =
        input.images().orElseGet(() -> input.directory().require(DataDirectory.TEST_IMAGES));
    try (IdxInput images = IdxInput.images(file)) {
      ImageShape shape = ImageShape.of(images.header(), file);
      requireInRange(images);
      Optional<String> labelFile =
          named
              ? input.labels()
              : Optional.of(input.directory().require(DataDirectory.TEST_LABELS));
      int[] labels = labelFile.map(path -> readLabels(path, images)).orElse(null);
      images.skip(index);
      float[] values = images.readFloats(count);
      images.expectEnd();
      return images(shape, grey(values, images.header().type()), labels);
    }
  }

  private void requireInRange(IdxInput images) {
    IdxHeader header = images.header();
    if (header.count() == 0) {
      throw new UsageException("Invalid --index: %s holds no images".formatted(images.path()));
    }
    if (index < 0 || index >= header.count()) {
      throw new UsageException(
          "Invalid --index: expected a whole number from 0 to %d, as %s holds %d images, found %d"
              .formatted(header.count() - 1, images.path(), header.count(), index));
    }
    if (count > header.count() - index) {
      throw new UsageException(
          "Invalid --count: expected at most %d images from image %d on, as %s holds %d, found %d"
              .formatted(header.count() - index, index, images.path(), header.count(), count));
    }
    if ((long) count * header.itemSize() > MOST_VALUES) {
      throw new UsageException(
          "Invalid --count: expected at most %d images of %s, found %d"
              .formatted(MOST_VALUES / header.itemSize(), header.itemShape(), count));
    }
  }

  private int[] readLabels(String path, IdxInput images) {
    try (IdxInput labels = IdxInput.labels(path, images)) {
      labels.skip(index);
      int[] values = labels.readLabels(count);
      labels.expectEnd();
      return values;
    }
  }

  /** From 0 to 1: bytes by 255, numbers of other types from the smallest to the largest. */
  private static float[] grey(float[] values, ElementType type) {
    float least = 0;
    float most = 255;
    if (type != ElementType.UNSIGNED_BYTE) {
      least = Float.POSITIVE_INFINITY;
      most = Float.NEGATIVE_INFINITY;
      for (float value : values) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    float[] grey = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      grey[i] = most > least ? (float) (((double) values[i] - least) / ((double) most - least)) : 0;
    }
    return grey;
  }

  private List<LabelledImage> images(ImageShape shape, float[] grey, int[] labels) {
    int size = shape.rows() * shape.columns();
    List<LabelledImage> images = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float[] own = Arrays.copyOfRange(grey, i * size, (i + 1) * size);
      images.add(
          new LabelledImage(
              index + i,
              labels == null ? OptionalInt.empty() : OptionalInt.of(labels[i]),
              new GreyImage(shape.rows(), shape.columns(), own)));
    }
    return images;
  }
}
