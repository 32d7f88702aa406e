package forwardpass.source.features;

import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import scala.collection.Iterator;
import scala.collection.Seq;

/** An image as an object: a vector, an array of numbers, or bytes. */
public final class ImageValue {
  private ImageValue() {}

  /**
   * Makes it the one record of a batch.
   *
   * @return why it cannot be scored; empty where it can
   */
  public static Optional<Refusal> add(Object image, ImageBatch to) {
    to.clear(image instanceof byte[]);
    Optional<Refusal> refusal = copy(image, to);
    if (refusal.isEmpty() && !to.areBytes()) {
      refusal = to.notFinite(0);
    }
    if (refusal.isPresent()) {
      to.refuse(null, -1, null, refusal.get());
    } else {
      to.add(0, null, -1, Double.NaN, null);
    }
    return refusal;
  }

  private static Optional<Refusal> copy(Object image, ImageBatch to) {
    int width = to.imageSize();
    int length =
        image instanceof byte[] bytes
            ? bytes.length
            : image instanceof Vector vector ? vector.size() : ((Seq<?>) image).size();
    if (length != width) {
      return FeaturesReader.wrongLength(width, length);
    }
    if (image instanceof byte[] bytes) {
      System.arraycopy(bytes, 0, to.roomForBytes(), 0, width);
      return Optional.empty();
    }
    float[] values = to.roomForValues();
    if (image instanceof Vector vector) {
      double[] doubles = vector.toArray();
      for (int i = 0; i < width; i++) {
        values[i] = (float) doubles[i];
      }
      return Optional.empty();
    }
    int i = 0;
    for (Iterator<?> each = ((Seq<?>) image).iterator(); each.hasNext(); i++) {
      if (!(each.next() instanceof Number number)) {
        return FeaturesReader.noNumber(i);
      }
      values[i] = number.floatValue();
    }
    return Optional.empty();
  }
}
