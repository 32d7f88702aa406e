package forwardpass.spark;

import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** A column of whole image files, made as large as the network's input: a square. */
record EncodedImageFeatures(int column, int side) implements Features {
  @Override
  public Optional<String> copy(Row row, float[] to, int at, String name) {
    byte[] encoded = row.getAs(column);
    if (encoded == null) {
      return Features.missing();
    }
    byte[] pixels;
    try {
      pixels = new ImageDecoder(side, side).decode(encoded);
    } catch (BadImageException e) {
      return Optional.of(e.getMessage());
    }
    for (int i = 0; i < pixels.length; i++) {
      to[at + i] = pixels[i] & 0xff;
    }
    return Optional.empty();
  }
}
