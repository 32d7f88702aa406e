package forwardpass.scoring;

import forwardpass.error.WeightsException;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import forwardpass.report.Pictures;
import forwardpass.report.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with what the network says of them; after the last, their counts. */
final class ScoredRows implements Iterator<Row> {
  private final RowScorer scorer;
  private final Iterator<Row> rows;
  private final Network layers;
  private final ForwardPass forwardPass;
  private final RowBatch batch;
  private final Tally tally;
  private Iterator<Row> scored = Collections.emptyIterator();
  private long images;
  private long labelled;
  private long correct;
  private long refused;
  private boolean counted;

  ScoredRows(RowScorer scorer, Iterator<Row> rows) {
    this.scorer = scorer;
    this.rows = rows;
    this.layers = scorer.network().value();
    this.forwardPass = ForwardPass.of(layers, scorer.isDeterministic());
    this.batch = new RowBatch(scorer, layers);
    this.tally = scorer.counts().newTally();
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
      scorer
          .counts()
          .add(
              new CountAccumulator.PartitionCounts(
                  TaskContext.getPartitionId(),
                  new Counts(images, labelled, correct, refused, Set.of(forwardPass.name())),
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
    while (!batch.isFull() && rows.hasNext()) {
      RowBatch.Member member = batch.read(rows.next());
      if (member.isRefused()) {
        refuse(member);
      }
      if (!member.isRefused() || scorer.mode() == RecordMode.PERMISSIVE) {
        batch.keep(member);
      }
    }
    if (batch.count() > 0) {
      String file = Objects.requireNonNullElse(batch.members().get(0).file(), "");
      scorer.preparation().apply(batch.values(), batch.count(), layers.inputs(), file);
    }
    float[] outputs = forwardPass.run(batch.values(), batch.count(), scorer.scale());
    images += batch.count();
    return results(outputs, Predictions.of(outputs, batch.count(), layers.outputs()));
  }

  private void refuse(RowBatch.Member member) {
    refused++;
    if (tally != null) {
      tally.addRefused(Objects.requireNonNullElse(member.file(), ""), member.refusal().reason());
    }
    if (scorer.mode() == RecordMode.FAILFAST) {
      String number = member.index() == null ? "" : " " + member.index();
      throw member
          .refusal()
          .at(
              "record%s of %s".formatted(number, member.file()),
              "leave such records out with --mode DROPMALFORMED");
    }
  }

  private Iterator<Row> results(float[] outputs, Predictions predictions) {
    List<Row> results = new ArrayList<>(batch.members().size());
    int next = 0;
    for (RowBatch.Member member : batch.members()) {
      if (member.isRefused()) {
        results.add(result(member, -1, outputs, predictions));
      } else {
        int image = next++;
        requireNumber(predictions.probability()[image], member);
        count(member, predictions.classes()[image]);
        tally(member, image, outputs, predictions.classes()[image]);
        results.add(result(member, image, outputs, predictions));
      }
    }
    return results.iterator();
  }

  private void count(RowBatch.Member member, int prediction) {
    if (member.label() != null && !layers.isRegression()) {
      labelled++;
      correct += member.label() == prediction ? 1 : 0;
    }
  }

  private void tally(RowBatch.Member member, int image, float[] outputs, int prediction) {
    if (tally != null) {
      tally.addImage(
          outputs,
          image,
          prediction,
          member.label() == null ? Double.NaN : member.label(),
          Objects.requireNonNullElse(member.file(), ""),
          member.index() == null ? -1 : member.index(),
          number -> Pictures.shades(scaled(), number * layers.inputs(), layers.inputs()));
    }
  }

  /** As the network sees them. */
  private float[] scaled() {
    float[] scaled = batch.values().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scorer.scale();
    }
    return scaled;
  }

  private void requireNumber(float probability, RowBatch.Member member) {
    if (!Float.isFinite(probability)) {
      throw new WeightsException(
          "Corrupt: the network's output for record %s of %s: expected finite numbers, found others; check that the weights belong to these images, and --normalize"
              .formatted(member.index(), member.file()));
    }
  }

  /**
   * The columns of a row, as {@link RowScorer#schema} has them.
   *
   * @param image its number among those that were scored; negative where it was not
   */
  private Row result(RowBatch.Member member, int image, float[] outputs, Predictions predictions) {
    List<Object> columns = new ArrayList<>();
    for (int i = 0; i < scorer.own(); i++) {
      columns.add(member.row().get(i));
    }
    columns.add(member.file());
    columns.add(member.index());
    if (layers.isRegression()) {
      columns.add(member.label());
      columns.add(image < 0 ? null : (Float) outputs[image]);
      columns.add(null);
    } else {
      columns.add(
          member.label() == null
              ? null
              : (Integer) scorer.numbers().labelOf(member.label().intValue()));
      columns.add(
          image < 0 ? null : (Integer) scorer.numbers().labelOf(predictions.classes()[image]));
      columns.add(image < 0 ? null : (Float) predictions.probability()[image]);
    }
    if (scorer.withProbabilities()) {
      int width = layers.outputs();
      columns.add(
          image < 0 ? null : Arrays.copyOfRange(outputs, image * width, (image + 1) * width));
    }
    if (scorer.mode() == RecordMode.PERMISSIVE) {
      columns.add(member.isRefused() ? member.refusal().reason() : null);
    }
    return RowFactory.create(columns.toArray());
  }
}
