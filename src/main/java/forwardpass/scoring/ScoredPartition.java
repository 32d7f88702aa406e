package forwardpass.scoring;

import forwardpass.model.Model;
import forwardpass.report.Tallies;
import forwardpass.source.ImageBatch;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.TaskCompletionListener;

/** The results of a partition; after the last, their counts. */
final class ScoredPartition implements Iterator<InternalRow> {
  private final BatchScorer settings;
  private final Iterator<ImageBatch> batches;
  private final boolean isRegression;
  private final Scorer scorer;
  private final Function<ScoredBatch, Iterator<InternalRow>> columns;
  private final PartitionTally tally;
  private final long[] correct;
  private final RefusedFile refusedFile;
  private Iterator<InternalRow> results = Collections.emptyIterator();
  private long images;
  private long labelled;
  private long refused;
  private boolean counted;

  ScoredPartition(BatchScorer settings, Iterator<ImageBatch> batches) {
    this.settings = settings;
    this.batches = batches;
    List<Model> networks = settings.networks().stream().map(Broadcast::value).toList();
    this.isRegression = networks.get(0).isRegression();
    this.correct = new long[networks.size()];
    this.scorer =
        new Scorer(
            networks,
            settings.byteScale(),
            settings.numberScale(),
            settings.preparation(),
            settings.mode() != RecordMode.FAILFAST,
            settings.isDeterministic());
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> scorer.close());
    this.columns = settings.columns().open();
    this.tally = tally(settings);
    this.refusedFile = settings.counts() == null ? null : settings.counts().newRefusedFile();
  }

  private static PartitionTally tally(BatchScorer settings) {
    Tallies empty = settings.counts() == null ? null : settings.counts().newTallies();
    return empty == null
        ? null
        : new PartitionTally(
            empty, TaskContext.get().numPartitions(), settings.byteScale(), settings.numberScale());
  }

  @Override
  public boolean hasNext() {
    while (!results.hasNext() && batches.hasNext()) {
      results = columns.apply(score(batches.next()));
    }
    if (results.hasNext()) {
      return true;
    }
    if (!counted && settings.counts() != null) {
      counted = true;
      settings
          .counts()
          .add(
              new CountAccumulator.PartitionCounts(
                  TaskContext.getPartitionId(),
                  counts(),
                  tally == null ? null : tally.tallies(),
                  refusedFile == null ? null : refusedFile.end()));
    }
    return false;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return results.next();
  }

  private ScoredBatch score(ImageBatch batch) {
    requireWhole(batch);
    ScoredBatch scored = scorer.score(batch);
    if (batch.images() < batch.records()) {
      refused += batch.records() - batch.images();
      if (refusedFile != null) {
        refusedFile.add(batch);
      }
    }
    count(scored);
    if (tally != null) {
      tally.add(scored);
    }
    return scored;
  }

  private void requireWhole(ImageBatch batch) {
    if (settings.mode() != RecordMode.FAILFAST || batch.images() == batch.records()) {
      return;
    }
    for (int record = 0; record < batch.records(); record++) {
      if (batch.refusal(record) != null) {
        throw batch.refusal(record).at(batch.name(record), settings.otherwise());
      }
    }
  }

  private void count(ScoredBatch scored) {
    ImageBatch batch = scored.records();
    images += batch.images();
    if (isRegression) {
      return;
    }
    for (int record = 0; record < batch.records(); record++) {
      if (batch.refusal(record) == null && !Double.isNaN(batch.label(record))) {
        labelled++;
      }
    }
    for (int network = 0; network < correct.length; network++) {
      correct[network] += correct(batch, scored.networks().get(network).predictions().classes());
    }
  }

  private static long correct(ImageBatch batch, int... classes) {
    long correct = 0;
    int image = 0;
    for (int record = 0; record < batch.records(); record++) {
      if (batch.refusal(record) == null) {
        correct += batch.label(record) == classes[image] ? 1 : 0;
        image++;
      }
    }
    return correct;
  }

  private Counts counts() {
    return Counts.of(images, labelled, refused, scorer.names(), correct);
  }
}
