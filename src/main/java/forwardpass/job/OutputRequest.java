package forwardpass.job;

import forwardpass.sink.Destination;
import forwardpass.sink.FileRows;
import forwardpass.sink.PredictionSink;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * What becomes of predictions.
 *
 * @param destination where they go; none where they are only counted
 * @param isResumed whether what an earlier run has committed there is left out
 * @param added what is written of an image beside its class
 */
public record OutputRequest(
    Optional<Destination> destination, boolean isResumed, AddedOutputs added) {
  /** Predictions that are counted and not written. */
  public static final OutputRequest NONE =
      new OutputRequest(Optional.empty(), false, AddedOutputs.NONE);

  /** The directory that they go to. */
  public Optional<String> path() {
    return destination.map(Destination::path);
  }

  /** Refuses an output that would replace, or become, what the job reads. */
  public void requireApartFrom(Inputs inputs, SparkSession spark) {
    path().ifPresent(path -> inputs.requireApart("--output", path, spark));
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
    return Provenance.redacted(key + "=" + value).substring(key.length() + 1);
  }
}
