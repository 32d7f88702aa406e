package forwardpass.ml;

import forwardpass.model.Predictions;
import forwardpass.nn.Activation;
import forwardpass.scoring.NetworkOutputs;
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
 * @param activation of the network's last layer, which is left out of what is scored; null where
 *     nothing is left out, and scores that are no probabilities come beside these
 */
record MllibColumns(
    StructType schema,
    int own,
    Activation activation,
    boolean isRegression,
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
      NetworkOutputs network = scored.first();
      int width = network.width();
      float[] outputs = of(network.outputs(), width, image);
      float[] given = activation == null ? outputs : activation.of(outputs);
      int next = 0;
      if (withLogits) {
        float[] scores =
            network.embeddingSize() == 0 ? outputs : of(network.embeddings(), width, image);
        boolean isProbability = activation == null && !isRegression;
        result.update(
            next++,
            width > 1
                ? vector(scores)
                : isProbability ? both(scores) : vector(-scores[0], scores[0]));
      }
      if (withProbability) {
        result.update(next++, width > 1 ? vector(given) : both(given));
      }
      if (withPrediction) {
        result.setDouble(next, prediction(given));
      }
    }

    private double prediction(float[] given) {
      return isRegression ? given[0] : Predictions.of(given, 1, given.length).classes()[0];
    }
  }

  private static float[] of(float[] all, int width, int image) {
    return Arrays.copyOfRange(all, image * width, (image + 1) * width);
  }

  /** Of both classes, where that of the second is given. */
  private static InternalRow both(float... second) {
    return vector(1 - second[0], second[0]);
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
