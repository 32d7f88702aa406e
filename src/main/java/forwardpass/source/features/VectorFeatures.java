package forwardpass.source.features;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** A column of MLlib's vectors, dense or sparse. */
public record VectorFeatures(int column, int width) implements FeaturesReader {
  @Override
  public Optional<Refusal> copy(Row row, float[] to, int at, String name) {
    Vector vector = row.getAs(column);
    if (vector == null) {
      return FeaturesReader.missing();
    }
    if (vector.size() != width) {
      return FeaturesReader.wrongLength(width, vector.size());
    }
    if (vector instanceof SparseVector sparse) {
      Arrays.fill(to, at, at + width, 0);
      for (int i = 0; i < sparse.indices().length; i++) {
        to[at + sparse.indices()[i]] = (float) sparse.values()[i];
      }
    } else {
      double[] values = vector.toArray();
      for (int i = 0; i < width; i++) {
        to[at + i] = (float) values[i];
      }
    }
    return FeaturesReader.notFinite(to, at, width);
  }
}
