package forwardpass.source.features;

import forwardpass.image.RawImage;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A column of Spark's structs of images: pixels of bytes, grey or blue, green and red, made as
 * large as the network's input: a square.
 */
public record ImageStructFeatures(int side, ImageStruct fields) implements FeaturesReader {
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
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    InternalRow image = row.getStruct(column, fields.count());
    for (int field :
        new int[] {fields.height(), fields.width(), fields.channels(), fields.data()}) {
      if (image.isNullAt(field)) {
        return FeaturesReader.missing();
      }
    }
    int height = image.getInt(fields.height());
    int width = image.getInt(fields.width());
    int channels = image.getInt(fields.channels());
    byte[] data = image.getBinary(fields.data());
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
    System.arraycopy(pixels, 0, to.roomForBytes(), to.end(), pixels.length);
    return Optional.empty();
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
