package forwardpass.ml;

import forwardpass.nn.Activation;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Gemm;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What {@link NeuralNetworkModel} does to a partition: gathers rows into batches, adds columns. */
record RowTransform(
    Broadcast<Network> network,
    FeaturesReader features,
    float scale,
    int batchSize,
    boolean withLogits,
    boolean withProbability,
    boolean withPrediction)
    implements MapPartitionsFunction<Row, Row> {
  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Transformed(rows);
  }

  private final class Transformed implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final int inputs = network.value().inputs();
    private final int outputs = network.value().outputs();
    private final Activation activation = network.value().outputActivation();
    private final ForwardPass forwardPass =
        new ForwardPass(network.value().logits(), Gemm.fastest());
    private final float[] values = new float[Math.multiplyExact(batchSize, inputs)];
    private Iterator<Row> batch = Collections.emptyIterator();

    Transformed(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return batch.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (!batch.hasNext()) {
        batch = nextBatch();
      }
      return batch.next();
    }

    private Iterator<Row> nextBatch() {
      List<Row> gathered = new ArrayList<>();
      while (gathered.size() < batchSize && rows.hasNext()) {
        Row row = rows.next();
        Optional<Refusal> fault =
            features.copy(row, values, gathered.size() * inputs, "the features");
        if (fault.isPresent()) {
          throw fault.get().at("a row of the table", "leave such rows out before");
        }
        gathered.add(row);
      }
      float[] logits = forwardPass.run(values, gathered.size(), scale);
      List<Row> transformed = new ArrayList<>(gathered.size());
      for (int i = 0; i < gathered.size(); i++) {
        float[] own = Arrays.copyOfRange(logits, i * outputs, (i + 1) * outputs);
        transformed.add(withColumns(gathered.get(i), own));
      }
      return transformed.iterator();
    }

    private Row withColumns(Row row, float[] logits) {
      float[] given = activation.of(logits);
      Object[] columns =
          Arrays.copyOf(
              values(row),
              row.size()
                  + (withLogits ? 1 : 0)
                  + (withProbability ? 1 : 0)
                  + (withPrediction ? 1 : 0));
      int next = row.size();
      if (withLogits) {
        columns[next++] = outputs == 1 ? Vectors.dense(-logits[0], logits[0]) : vector(logits);
      }
      if (withProbability) {
        columns[next++] = outputs == 1 ? Vectors.dense(1 - given[0], given[0]) : vector(given);
      }
      if (withPrediction) {
        columns[next] =
            network.value().isRegression()
                ? (double) given[0]
                : (double) Predictions.of(given, 1, outputs).classes()[0];
      }
      return RowFactory.create(columns);
    }

    private static Object[] values(Row row) {
      Object[] values = new Object[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      return values;
    }

    private static Vector vector(float[] floats) {
      double[] doubles = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        doubles[i] = floats[i];
      }
      return Vectors.dense(doubles);
    }
  }
}
