package forwardpass.source.features;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureShape;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.Optional;

/**
 * The pictures that a network takes.
 *
 * @param values how many it takes for each
 * @param shape what it says of them; none where it takes values without saying what they are
 * @param wishes what was asked for
 */
public record NetworkPictures(int values, Optional<PictureShape> shape, PictureWishes wishes) {
  /**
   * What encoded pictures are made.
   *
   * @param path of the pictures, in messages
   * @throws UsageException where what was asked for is not what the network takes
   * @throws InputException where it is not known which size the network takes
   */
  public PictureMaking making(String path) {
    boolean isPlain = wishes.equals(PictureWishes.NONE) || isGreyAlone();
    if (shape.isEmpty() && isPlain) {
      return new PictureMaking.GreySquare(side(1, path));
    }
    PictureShape made = shape.map(this::ordered).orElseGet(() -> flat(path));
    wishes.crop().ifPresent(crop -> require("--crop", crop, made));
    wishes
        .resize()
        .filter(resize -> wishes.crop().isEmpty())
        .ifPresent(
            resize -> {
              if (resize instanceof Resize.Exactly exactly) {
                require("--resize", exactly.size(), made);
              }
            });
    Resize otherwise =
        wishes.crop().isPresent() ? new Resize.None() : new Resize.Exactly(made.size());
    Interpolation usual = wishes.resize().isPresent() ? Interpolation.BILINEAR : Interpolation.AREA;
    return new PictureMaking.Prepared(
        new PicturePreparation(
            made, wishes.resize().orElse(otherwise), wishes.interpolation().orElse(usual)));
  }

  private boolean isGreyAlone() {
    return wishes.channels().equals(Optional.of(PictureChannels.GREY))
        && wishes.resize().isEmpty()
        && wishes.crop().isEmpty()
        && wishes.interpolation().isEmpty();
  }

  /** What the network says, with its channels in the order that was asked for. */
  private PictureShape ordered(PictureShape said) {
    if (wishes.channels().isEmpty()) {
      return said;
    }
    PictureChannels channels = wishes.channels().get();
    if (channels.count() != said.channels()) {
      throw new UsageException(
          "Invalid --channels: expected %s, as the network takes %s, found %s"
              .formatted(
                  said.channels() == 1 ? "grey" : "rgb or bgr",
                  said.channels() == 1 ? "one channel" : said.channels() + " channels",
                  channels));
    }
    return new PictureShape(
        said.channels(),
        said.height(),
        said.width(),
        said.isChannelsLast(),
        channels == PictureChannels.BGR);
  }

  /** Of the size that was asked for, or a square; the samples of a pixel lie together. */
  private PictureShape flat(String path) {
    PictureChannels channels = wishes.channels().orElse(PictureChannels.GREY);
    PictureSize size =
        wishes.size().orElseGet(() -> PictureSize.square(side(channels.count(), path)));
    return new PictureShape(
        channels.count(), size.height(), size.width(), true, channels == PictureChannels.BGR);
  }

  private int side(int channels, String path) {
    int side = (int) Math.sqrt(values / (double) channels);
    if (side * side * channels != values) {
      throw new InputException(
          "Unsupported: %s: expected a network that takes a square image%s, found one that takes %d values; give it IDX files or a table"
              .formatted(path, channels == 1 ? "" : " of three channels", values));
    }
    return side;
  }

  private void require(String option, PictureSize found, PictureShape made) {
    int channels = made.channels();
    if (shape.isPresent()
        ? found.equals(made.size())
        : (long) channels * found.width() * found.height() == values) {
      return;
    }
    throw new UsageException(
        "Invalid %s: expected %s, as the network takes %s, found %s"
            .formatted(
                option,
                shape.isPresent() ? made.size() : fitting(channels),
                shape.isPresent()
                    ? "that"
                    : "%d values%s".formatted(values, channels == 1 ? "" : " in three channels"),
                found));
  }

  private String fitting(int channels) {
    int side = (int) Math.sqrt(values / (double) channels);
    return side * side * channels == values
        ? PictureSize.square(side).toString()
        : "a width and height that make as many";
  }
}
