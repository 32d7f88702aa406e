package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of whole image files, made what the network takes. */
public final class EncodedImageFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final PictureMaking making;
  private transient PictureReader reader;

  public EncodedImageFeatures(PictureMaking making) {
    this.making = making;
  }

  @Override
  public Optional<Refusal> copy(InternalRow row, int column, ImageBatch to) {
    if (row.isNullAt(column)) {
      return FeaturesReader.missing();
    }
    if (reader == null) {
      reader = making.reader();
    }
    return reader.read(row.getBinary(column), to);
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
