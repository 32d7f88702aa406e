package forwardpass.source.features;

import forwardpass.image.RawImage;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A column of Spark's structs of images: pixels of bytes, grey or blue, green and red, made as
 * large as the network's input: a square.
 */
public record ImageStructFeatures(int column, int side, ImageStruct fields)
    implements FeaturesReader {
  /** What OpenCV numbers types by: the lower three bits say which numbers, 0 unsigned bytes. */
  private static final int DEPTH = 7;

  private static final String[] DEPTHS = {
    "unsigned bytes",
    "signed bytes",
    "unsigned shorts",
    "shorts",
    "ints",
    "floats",
    "doubles",
    "user's"
  };

  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    Row image = row.getAs(column);
    if (image == null) {
      return FeaturesReader.missing();
    }
    for (int field :
        new int[] {fields.height(), fields.width(), fields.channels(), fields.data()}) {
      if (image.isNullAt(field)) {
        return FeaturesReader.missing();
      }
    }
    int height = image.getInt(fields.height());
    int width = image.getInt(fields.width());
    int channels = image.getInt(fields.channels());
    byte[] data = image.getAs(fields.data());
    if (height < 1 || width < 1 || data.length == 0) {
      return Refusal.corrupt("expected an image, found one that Spark could not read");
    }
    if (!image.isNullAt(fields.mode()) && (image.getInt(fields.mode()) & DEPTH) != 0) {
      return Refusal.unsupported(
          "expected pixels of unsigned bytes, found " + DEPTHS[image.getInt(fields.mode()) & DEPTH],
          "convert them");
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      return Refusal.unsupported("expected 1, 3 or 4 channels, found " + channels, "convert it");
    }
    if (data.length != (long) height * width * channels) {
      return Refusal.corrupt(
          "expected %d × %d pixels of %d channels, found %d bytes"
              .formatted(width, height, channels, data.length));
    }
    byte[] pixels = RawImage.grey(data, width, height, channels, side);
    for (int i = 0; i < pixels.length; i++) {
      to[at + i] = pixels[i] & 0xff;
    }
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
