package forwardpass;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.nn.Network;
import forwardpass.spark.IdxListing;
import forwardpass.spark.IdxPair;
import forwardpass.spark.OutputDirectory;
import forwardpass.spark.OutputFormat;
import forwardpass.spark.PredictionSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options that say where predictions go. */
final class OutputOptions {
  /** Bytes of a row of index, label, prediction and probability in Parquet, as measured. */
  private static final int COMPRESSED_ROW = 8;

  private static final int COMPRESSED_FLOAT = 3;

  /** Bytes of a row of text that are not the file's name, with an index of one digit. */
  private static final Map<String, Integer> TEXT_BESIDE_FILE = Map.of("csv", 10, "json", 50);

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "Write predictions: file, index, label, prediction, probability (none).")
  private String output;

  @Option(
      names = "--output-format",
      paramLabel = "NAME",
      defaultValue = "parquet",
      description = "parquet, csv, json or any Spark sink on the class path (${DEFAULT-VALUE}).")
  private String outputFormat;

  @Option(
      names = "--overwrite",
      description = "Replace an existing output, only once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--probabilities",
      description = "Add all that the network gives for an image, as column probabilities.")
  private boolean probabilities;

  @Option(
      names = "--output-option",
      paramLabel = "KEY=VALUE",
      description = "An option of the sink, as Spark names it; any number of times.")
  private Map<String, String> sinkOptions = Map.of();

  @Option(
      names = "--partition-by",
      paramLabel = "COLUMN",
      split = ",",
      description = "Sort predictions into directories by this column; several with commas.")
  private List<String> partitionColumns = List.of();

  @Option(
      names = {"--resume", "--watch"},
      description =
          "Leave out IDX files that an earlier run has committed to --output, and commit the others in groups.")
  private boolean resume;

  /** Checks what can be checked before Spark is started. */
  void check() {
    if (resume && (output == null || overwrite)) {
      throw new UsageException(
          "--resume needs --output, and does not go together with --overwrite");
    }
    if (output == null && overwrite) {
      throw new UsageException("--overwrite needs --output: say what to overwrite");
    }
    if (output == null && !(sinkOptions.isEmpty() && partitionColumns.isEmpty())) {
      throw new UsageException(
          "--output-option and --partition-by need --output: say where to write predictions");
    }
    if (output == null && probabilities) {
      throw new UsageException("--probabilities needs --output: say where to write them");
    }
  }

  /** Refuses an output that would replace, or become, what the job reads. */
  void requireApartFrom(Inputs inputs, SparkSession spark) {
    if (output != null) {
      inputs.requireApart("--output", output, spark);
    }
  }

  /** Checks, before there is anything to write, that it could be. */
  void requireWritable(SparkSession spark) {
    if (output != null) {
      Configuration hadoop = spark.sessionState().newHadoopConf();
      OutputDirectory directory = directory(output, OutputDirectory.Completion.NONE);
      boolean isOfPartFiles = OutputFormat.isOfPartFiles(outputFormat, spark);
      if (resume && !isOfPartFiles) {
        throw new UsageException(
            "Invalid --output-format: expected with --resume a format that Spark writes as part files (parquet, orc, csv, json), found %s; write it in one run"
                .formatted(outputFormat));
      }
      if (!resume) {
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
  void requireRoom(IdxListing files, Network network, SparkSession spark) {
    if (output != null) {
      long bytes = 0;
      for (IdxPair pair : files.pairs()) {
        bytes += pair.images().header().count() * (long) rowBytes(pair, network);
      }
      Preflight.requireRoom(output, bytes, spark);
    }
  }

  /** At the least: what is not known to be plain text is compressed. */
  private int rowBytes(IdxPair pair, Network network) {
    if (sinkOptions.isEmpty() && TEXT_BESIDE_FILE.containsKey(outputFormat)) {
      return pair.images().path().length() + TEXT_BESIDE_FILE.get(outputFormat);
    }
    return COMPRESSED_ROW + (probabilities ? network.outputs() * COMPRESSED_FLOAT : 0);
  }

  boolean withProbabilities() {
    return probabilities;
  }

  boolean isResumed() {
    return resume;
  }

  /** Where predictions go; null where they are not written. */
  String path() {
    return output;
  }

  /**
   * @param completion called when all predictions are in the output
   */
  PredictionSink sink(Network network, OutputDirectory.Completion completion) {
    return output == null ? PredictionSink.none() : sink(output, network, completion);
  }

  /** A sink like the output, at another path. */
  PredictionSink sink(String path, Network network) {
    return sink(path, network, OutputDirectory.Completion.NONE);
  }

  private PredictionSink sink(String path, Network network, OutputDirectory.Completion completion) {
    return PredictionSink.to(
        directory(path, completion), probabilities ? network.outputs() : 0, network.isRegression());
  }

  private OutputDirectory directory(String path, OutputDirectory.Completion completion) {
    return new OutputDirectory(
        path, outputFormat, overwrite, sinkOptions, partitionColumns, completion);
  }

  /** What changes the files that are written. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    described.put("output-format", outputFormat);
    described.put("probabilities", String.valueOf(probabilities));
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
