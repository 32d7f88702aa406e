package forwardpass.ml;

import forwardpass.model.Predictions;
import forwardpass.nn.Activation;
import forwardpass.scoring.RecordRows;
import forwardpass.scoring.ResultColumns;
import forwardpass.scoring.ScoredBatch;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@link NeuralNetworkModel}, after those of the table.
 *
 * @param schema of all
 * @param own how many there are of the table
 * @param activation of the network's last layer, which is left out of what is scored
 */
record MllibColumns(
    StructType schema,
    int own,
    Activation activation,
    boolean withLogits,
    boolean withProbability,
    boolean withPrediction)
    implements ResultColumns {
  /** How MLlib says that a vector is dense. */
  private static final byte DENSE = 1;

  @Override
  public boolean areWithOwn() {
    return true;
  }

  @Override
  public Function<ScoredBatch, Iterator<InternalRow>> open() {
    return new Rows();
  }

  private final class Rows extends RecordRows {
    Rows() {
      super(
          new StructType(Arrays.copyOfRange(schema.fields(), own, schema.fields().length)), false);
    }

    @Override
    protected void fill(InternalRow result, ScoredBatch scored, int record, int image) {
      int width = scored.width();
      float[] logits = Arrays.copyOfRange(scored.outputs(), image * width, (image + 1) * width);
      float[] given = activation.of(logits);
      int next = 0;
      if (withLogits) {
        result.update(next++, width == 1 ? vector(-logits[0], logits[0]) : vector(logits));
      }
      if (withProbability) {
        result.update(next++, width == 1 ? vector(1 - given[0], given[0]) : vector(given));
      }
      if (withPrediction) {
        result.setDouble(next, prediction(given));
      }
    }

    private double prediction(float[] given) {
      boolean isRegression =
          given.length == 1 && activation != Activation.SIGMOID && activation != Activation.STEP;
      return isRegression ? given[0] : Predictions.of(given, 1, given.length).classes()[0];
    }
  }

  /** As MLlib keeps a dense vector. */
  private static InternalRow vector(float... values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return new GenericInternalRow(
        new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(doubles)});
  }
}
