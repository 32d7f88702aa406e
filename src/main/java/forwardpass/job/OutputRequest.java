package forwardpass.job;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.model.Model;
import forwardpass.sink.OutputDirectory;
import forwardpass.sink.OutputFormat;
import forwardpass.sink.PredictionSink;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Where predictions go.
 *
 * @param path a directory; none where predictions are only counted
 * @param format as Spark names it
 * @param isReplaced whether an output that is there makes room for this one
 * @param isResumed whether what an earlier run has committed there is left out
 * @param withProbabilities whether all that the network gives is written
 * @param sinkOptions as Spark's sink names them
 * @param partitionColumns whose values name directories of the output
 */
public record OutputRequest(
    Optional<String> path,
    String format,
    boolean isReplaced,
    boolean isResumed,
    boolean withProbabilities,
    Map<String, String> sinkOptions,
    List<String> partitionColumns) {
  /** Predictions that are counted and not written. */
  public static final OutputRequest NONE =
      new OutputRequest(Optional.empty(), "parquet", false, false, false, Map.of(), List.of());

  /** Bytes of a row of index, label, prediction and probability in Parquet, as measured. */
  private static final int COMPRESSED_ROW = 8;

  private static final int COMPRESSED_FLOAT = 3;

  /** Bytes of a row of text that are not the file's name, with an index of one digit. */
  private static final Map<String, Integer> TEXT_BESIDE_FILE = Map.of("csv", 10, "json", 50);

  /** Refuses an output that would replace, or become, what the job reads. */
  public void requireApartFrom(Inputs inputs, SparkSession spark) {
    if (path.isPresent()) {
      inputs.requireApart("--output", path.get(), spark);
    }
  }

  /** Checks, before there is anything to write, that it could be. */
  void requireWritable(SparkSession spark) {
    if (path.isPresent()) {
      Configuration hadoop = spark.sessionState().newHadoopConf();
      OutputDirectory directory = directory(path.get(), OutputDirectory.Completion.NONE);
      boolean isOfPartFiles = OutputFormat.isOfPartFiles(format, spark);
      if (isResumed && !isOfPartFiles) {
        throw new UsageException(
            "Invalid --output-format: expected with --resume a format that Spark writes as part files (parquet, orc, csv, json), found %s; write it in one run"
                .formatted(format));
      }
      if (!isResumed) {
        directory.requireFree(hadoop);
      }
      directory.requireWritable(hadoop);
    }
  }

  /**
   * Checks that there is room for the predictions of some files, where that can be told.
   *
   * @throws OutputException where there is not
   */
  void requireRoom(IdxListing files, Model network, SparkSession spark) {
    if (path.isPresent()) {
      long bytes = 0;
      for (IdxPair pair : files.pairs()) {
        bytes += pair.images().header().count() * (long) rowBytes(pair, network);
      }
      Preflight.requireRoom(path.get(), bytes, spark);
    }
  }

  /** At the least: what is not known to be plain text is compressed. */
  private int rowBytes(IdxPair pair, Model network) {
    if (sinkOptions.isEmpty() && TEXT_BESIDE_FILE.containsKey(format)) {
      return pair.images().path().length() + TEXT_BESIDE_FILE.get(format);
    }
    return COMPRESSED_ROW + (withProbabilities ? network.outputs() * COMPRESSED_FLOAT : 0);
  }

  /**
   * @param completion called when all predictions are in the output
   */
  PredictionSink sink(OutputDirectory.Completion completion) {
    return path.isPresent() ? directory(path.get(), completion) : PredictionSink.none();
  }

  /** A sink like the output, at another path. */
  PredictionSink sink(String directory) {
    return directory(directory, OutputDirectory.Completion.NONE);
  }

  private OutputDirectory directory(String path, OutputDirectory.Completion completion) {
    return new OutputDirectory(path, format, isReplaced, sinkOptions, partitionColumns, completion);
  }

  /** What changes the files that are written. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    described.put("output-format", format);
    described.put("probabilities", String.valueOf(withProbabilities));
    if (!partitionColumns.isEmpty()) {
      described.put("partition-by", String.join(",", partitionColumns));
    }
    new TreeMap<>(sinkOptions)
        .forEach((key, value) -> described.put("output-option " + key, redacted(key, value)));
    return described;
  }

  private static String redacted(String key, String value) {
    return Provenance.redacted(key + "=" + value).substring(key.length() + 1);
  }
}
