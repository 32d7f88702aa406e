package forwardpass.spark;

import forwardpass.error.InputException;
import forwardpass.error.WeightsException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Gemm;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import forwardpass.report.Pictures;
import forwardpass.report.Tally;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The forward pass of a partition of a {@link Table}: gathers rows into batches, and gives each row
 * back with what the network says of it.
 *
 * @param own how many columns the rows have of their own
 * @param withProbabilities whether to keep all that the network gives for each image
 */
public record RowScorer(
    Broadcast<Network> network,
    CountAccumulator counts,
    Features features,
    int own,
    float scale,
    boolean indexed,
    int batchSize,
    RecordMode mode,
    boolean withProbabilities)
    implements MapPartitionsFunction<Row, Row> {
  /** Makes the scorer of a table. */
  public static RowScorer of(
      Table table,
      Broadcast<Network> network,
      CountAccumulator counts,
      int batchSize,
      RecordMode mode,
      boolean withProbabilities) {
    return new RowScorer(
        network,
        counts,
        table.features(),
        table.own().size(),
        table.scale(),
        table.indexed(),
        batchSize,
        mode,
        withProbabilities);
  }

  /** The columns of scored rows, after those of their own. */
  public static StructType schema(
      StructType own, Network network, RecordMode mode, boolean withProbabilities) {
    boolean isRegression = network.isRegression();
    StructType schema =
        own.add("file", DataTypes.StringType)
            .add("index", DataTypes.LongType)
            .add("label", isRegression ? DataTypes.DoubleType : DataTypes.IntegerType)
            .add("prediction", isRegression ? DataTypes.FloatType : DataTypes.IntegerType)
            .add("probability", DataTypes.FloatType);
    if (withProbabilities) {
      schema = schema.add("probabilities", DataTypes.createArrayType(DataTypes.FloatType));
    }
    return mode == RecordMode.PERMISSIVE
        ? schema.add("_corrupt_record", DataTypes.StringType)
        : schema;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return WithinMemory.of(() -> new PartitionScores(rows));
  }

  /** A row of the batch that is being gathered. */
  private record Gathered(Row row, String file, Long index, Double label, String reason) {}

  private final class PartitionScores implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Network layers = network.value();
    private final Gemm gemm = Gemm.fastest();
    private final ForwardPass forwardPass = new ForwardPass(layers, gemm);
    private final float[] values = new float[Math.multiplyExact(batchSize, layers.inputs())];
    private final List<Gathered> batch = new ArrayList<>();
    private Iterator<Row> scored = new ArrayList<Row>().iterator();
    private String uri;
    private String file;
    private long nextIndex;
    private final Tally tally = counts.newTally();
    private long images;
    private long labelled;
    private long correct;
    private long refused;
    private boolean counted;

    PartitionScores(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (!scored.hasNext() && rows.hasNext()) {
        scored = nextBatch();
      }
      if (scored.hasNext()) {
        return true;
      }
      if (!counted) {
        counted = true;
        counts.add(
            new CountAccumulator.PartitionCounts(
                TaskContext.getPartitionId(),
                new Counts(images, labelled, correct, refused, Set.of(gemm.name())),
                tally));
      }
      return false;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return scored.next();
    }

    private Iterator<Row> nextBatch() {
      batch.clear();
      int count = 0;
      while (count < batchSize && rows.hasNext()) {
        Gathered gathered = gather(rows.next(), count * layers.inputs());
        if (gathered.reason == null) {
          count++;
        } else {
          refuse(gathered);
        }
        if (gathered.reason == null || mode == RecordMode.PERMISSIVE) {
          batch.add(gathered);
        }
      }
      float[] outputs = forwardPass.run(values, count, scale);
      Predictions predictions = Predictions.of(outputs, count, layers.outputs());
      images += count;
      return results(outputs, predictions);
    }

    private Gathered gather(Row row, int at) {
      locate(row);
      Long index = index(row);
      String corrupt = row.getAs(Table.Column.CORRUPT.at(own));
      Double label = null;
      Optional<String> reason = Optional.ofNullable(corrupt);
      if (reason.isEmpty()) {
        reason = features.copy(row, values, at, file);
      }
      if (reason.isEmpty()) {
        reason = labelFault(row);
        label = reason.isPresent() ? null : row.getAs(Table.Column.LABEL.at(own));
      }
      return new Gathered(row, file, index, label, reason.orElse(null));
    }

    private void locate(Row row) {
      String found = row.getString(Table.Column.FILE.at(own));
      if (found != null && !found.equals(uri)) {
        uri = found;
        file = new Path(URI.create(found)).toString();
        nextIndex = 0;
      }
    }

    private Long index(Row row) {
      int column = Table.Column.INDEX.at(own);
      if (!row.isNullAt(column)) {
        return row.getLong(column);
      }
      return indexed ? (Long) nextIndex++ : null;
    }

    private Optional<String> labelFault(Row row) {
      String text = row.getAs(Table.Column.LABEL_TEXT.at(own));
      Double label = row.getAs(Table.Column.LABEL.at(own));
      if (text == null) {
        return Optional.empty();
      }
      if (layers.isRegression()) {
        return label != null && Double.isFinite(label)
            ? Optional.empty()
            : Optional.of("expected as label a finite number, found " + text);
      }
      if ((label != null && label == Math.rint(label) && label >= 0 && label < layers.classes())) {
        return Optional.empty();
      }
      return Optional.of(
          "expected as label a class from 0 to %d, found %s"
              .formatted(layers.classes() - 1, Features.shown(text)));
    }

    private void refuse(Gathered gathered) {
      refused++;
      if (tally != null) {
        tally.addRefused(Objects.requireNonNullElse(gathered.file, ""), gathered.reason);
      }
      if (mode == RecordMode.FAILFAST) {
        throw new InputException(
            "Corrupt: record%s of %s: %s; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(
                    gathered.index == null ? "" : " " + gathered.index,
                    gathered.file,
                    gathered.reason));
      }
    }

    private Iterator<Row> results(float[] outputs, Predictions predictions) {
      List<Row> results = new ArrayList<>(batch.size());
      int next = 0;
      for (Gathered gathered : batch) {
        if (gathered.reason == null) {
          int image = next++;
          requireNumber(predictions.probability()[image], gathered);
          count(gathered, predictions.classes()[image]);
          tally(gathered, image, outputs, predictions.classes()[image]);
          results.add(result(gathered, image, outputs, predictions));
        } else {
          results.add(result(gathered, -1, outputs, predictions));
        }
      }
      return results.iterator();
    }

    private void count(Gathered gathered, int prediction) {
      if (gathered.label != null && !layers.isRegression()) {
        labelled++;
        correct += gathered.label == prediction ? 1 : 0;
      }
    }

    private void tally(Gathered gathered, int image, float[] outputs, int prediction) {
      if (tally != null) {
        tally.addImage(
            outputs,
            image,
            prediction,
            gathered.label == null ? Double.NaN : gathered.label,
            Objects.requireNonNullElse(gathered.file, ""),
            gathered.index == null ? -1 : gathered.index,
            number -> Pictures.shades(scaled(), number * layers.inputs(), layers.inputs()));
      }
    }

    /** As the network sees them. */
    private float[] scaled() {
      float[] scaled = values.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= scale;
      }
      return scaled;
    }

    private void requireNumber(float probability, Gathered gathered) {
      if (!Float.isFinite(probability)) {
        throw new WeightsException(
            "Corrupt: the network's output for record %s of %s: expected finite numbers, found others; check that the weights belong to these images, and --normalize"
                .formatted(gathered.index, gathered.file));
      }
    }

    private Row result(Gathered gathered, int image, float[] outputs, Predictions predictions) {
      List<Object> columns = new ArrayList<>();
      for (int i = 0; i < own; i++) {
        columns.add(gathered.row.get(i));
      }
      columns.add(gathered.file);
      columns.add(gathered.index);
      if (layers.isRegression()) {
        columns.add(gathered.label);
        columns.add(image < 0 ? null : (Float) outputs[image]);
        columns.add(null);
      } else {
        columns.add(gathered.label == null ? null : (Integer) gathered.label.intValue());
        columns.add(image < 0 ? null : (Integer) predictions.classes()[image]);
        columns.add(image < 0 ? null : (Float) predictions.probability()[image]);
      }
      if (withProbabilities) {
        int width = layers.outputs();
        columns.add(
            image < 0 ? null : Arrays.copyOfRange(outputs, image * width, (image + 1) * width));
      }
      if (mode == RecordMode.PERMISSIVE) {
        columns.add(gathered.reason);
      }
      return RowFactory.create(columns.toArray());
    }
  }
}
