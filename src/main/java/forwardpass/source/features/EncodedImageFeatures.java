package forwardpass.source.features;

import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A column of whole image files, made as large as the network's input: a square. */
public final class EncodedImageFeatures implements FeaturesReader {
  private static final long serialVersionUID = 1;

  private final int column;
  private final int side;
  private transient ImageDecoder decoder;

  public EncodedImageFeatures(int column, int side) {
    this.column = column;
    this.side = side;
  }

  int column() {
    return column;
  }

  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    byte[] encoded = row.getAs(column);
    if (encoded == null) {
      return FeaturesReader.missing();
    }
    if (decoder == null) {
      decoder = new ImageDecoder(side, side);
    }
    byte[] pixels;
    try {
      pixels = decoder.decode(encoded);
    } catch (BadImageException e) {
      return Refusal.of(e);
    }
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
