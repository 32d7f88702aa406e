package forwardpass.source.features;

import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import forwardpass.image.RawImage;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A column of Spark's structs of images: pixels of bytes, grey or blue, green and red, made what
 * the network takes.
 */
public final class ImageStructFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

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

  private final PictureMaking making;
  private final ImageStruct fields;
  private transient ImageDecoder decoder;

  public ImageStructFeatures(PictureMaking making, ImageStruct fields) {
    this.making = making;
    this.fields = fields;
  }

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
    if (decoder == null) {
      decoder = making.decoder();
    }
    try {
      RawImage raw = new RawImage(data, width, height, channels);
      decoder.decode(raw, to.roomForBytes(), to.end());
    } catch (BadImageException e) {
      return Refusal.of(e);
    }
    return Optional.empty();
  }

  @Override
  public boolean arePictures() {
    return true;
  }

  @Override
  public boolean areBytes() {
    return true;
  }
}
