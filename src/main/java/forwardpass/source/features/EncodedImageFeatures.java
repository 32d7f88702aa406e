package forwardpass.source.features;

import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of whole image files, made what the network takes. */
public final class EncodedImageFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final PictureMaking making;
  private transient ImageDecoder decoder;

  public EncodedImageFeatures(PictureMaking making) {
    this.making = making;
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    if (decoder == null) {
      decoder = making.decoder();
    }
    try {
      decoder.decode(row.getBinary(column), to.roomForBytes(), to.end());
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
