package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.job.origin.Secrets;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.RefusedFiles;
import forwardpass.sink.AwaitedRows;
import forwardpass.sink.Destination;
import forwardpass.sink.FileRows;
import forwardpass.sink.PredictionSink;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * What becomes of predictions.
 *
 * @param destination where they go; none where they are only counted
 * @param isResumed whether what an earlier run has committed there is left out
 * @param added what is written of an image beside its class
 * @param refused where the records go that are refused; none where they are only counted
 */
public record OutputRequest(
    Optional<Destination> destination,
    boolean isResumed,
    AddedOutputs added,
    Optional<Destination> refused) {
  /** Predictions that are counted and not written. */
  public static final OutputRequest NONE =
      new OutputRequest(Optional.empty(), false, AddedOutputs.NONE, Optional.empty());

  /** The directory that they go to. */
  public Optional<String> path() {
    return destination.map(Destination::path);
  }

  /** All directories that are there only when they are complete. */
  public List<Destination> destinations() {
    return Stream.of(destination, refused).flatMap(Optional::stream).toList();
  }

  /**
   * Refuses an output that would replace, or become, what the job reads, or another output.
   *
   * @throws UsageException where one would
   */
  public void requireApartFrom(Inputs inputs, SparkSession spark) {
    destinations().forEach(each -> inputs.requireApart(each.option(), each.path(), spark));
    if (destination.isPresent() && refused.isPresent()) {
      String output = destination.get().path();
      String other = refused.get().path();
      PathOverlap overlap = new PathOverlap(spark.sessionState().newHadoopConf());
      if (overlap.isInside(other, output) || overlap.isInside(output, other)) {
        throw new UsageException(
            "Invalid --refused: %s and --output %s are one inside the other; choose a directory of its own"
                .formatted(other, output));
      }
    }
  }

  PredictionSink sink() {
    return destination.map(PredictionSink::of).orElseGet(PredictionSink::none);
  }

  /** Checks, before there is anything to write, that it could be. */
  void requireWritable(SparkSession spark) {
    if (isResumed) {
      sink().requireResumable(spark);
    } else {
      sink().requireWritable(spark);
    }
    refused.ifPresent(to -> new AwaitedRows(to).requireWritable(destination.isPresent(), spark));
  }

  /**
   * Runs a job, and then writes the records that it refused, where that is asked for.
   *
   * @param counts of the job
   */
  void withRefused(CountAccumulator counts, SparkSession spark, Runnable job) {
    if (refused.isEmpty()) {
      job.run();
      return;
    }
    new AwaitedRows(refused.get())
        .write(
            spark,
            staging -> {
              counts.keepRefused(RefusedFiles.in(staging, spark));
              job.run();
              return counts.refused(spark);
            });
  }

  /** Checks that there is room for the predictions of some files, where that can be told. */
  void requireRoom(IdxListing files, Networks networks, SparkSession spark) {
    List<FileRows> rows = files.pairs().stream().map(OutputRequest::rows).toList();
    int numbers = networks.models().stream().mapToInt(added::numbers).sum();
    sink().requireRoom(rows, numbers, spark);
  }

  private static FileRows rows(IdxPair pair) {
    return new FileRows(pair.images().path(), pair.images().header().count());
  }

  /** What changes the files that are written. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>(added.described());
    destination.ifPresent(to -> describe(to, described));
    return described;
  }

  private static void describe(Destination destination, Map<String, String> described) {
    described.put("output-format", destination.format());
    if (!destination.partitionColumns().isEmpty()) {
      described.put("partition-by", String.join(",", destination.partitionColumns()));
    }
    new TreeMap<>(destination.options())
        .forEach((key, value) -> described.put("output-option " + key, redacted(key, value)));
  }

  private static String redacted(String key, String value) {
    return Secrets.redacted(key + "=" + value).substring(key.length() + 1);
  }
}
