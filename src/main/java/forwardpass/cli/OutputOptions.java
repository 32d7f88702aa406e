package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.AddedOutputs;
import forwardpass.job.OutputRequest;
import forwardpass.sink.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that say where predictions go. */
final class OutputOptions {
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
      names = "--top-k",
      paramLabel = "K",
      description =
          "Add the K most likely classes, with names and probabilities, as column top (none).")
  private Integer topK;

  @Option(
      names = "--embedding",
      paramLabel = "NAME",
      description = "Add this output of an ONNX graph, as column embedding (none).")
  private String embedding;

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
      names = "--resume",
      description =
          "Leave out IDX files, shards and arrays of NumPy that an earlier run has committed to --output, and commit the others in groups.")
  private boolean resume;

  @Option(names = "--watch", hidden = true, description = "The earlier name of --resume.")
  private boolean watch;

  /**
   * What they ask for.
   *
   * @throws UsageException where they do not go together
   */
  OutputRequest request() {
    if ((resume || watch) && (output == null || overwrite)) {
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
    requireOutput("--probabilities", probabilities);
    requireOutput("--top-k", topK != null);
    requireOutput("--embedding", embedding != null);
    if (topK != null && topK < 1) {
      throw new UsageException("Invalid --top-k: expected a number from 1, found " + topK);
    }
    Optional<Destination> destination =
        Optional.ofNullable(output)
            .map(
                path ->
                    new Destination(path, outputFormat, overwrite, sinkOptions, partitionColumns));
    return new OutputRequest(
        destination,
        resume || watch,
        new AddedOutputs(
            probabilities,
            topK == null ? OptionalInt.empty() : OptionalInt.of(topK),
            Optional.ofNullable(embedding)));
  }

  private void requireOutput(String option, boolean isGiven) {
    if (isGiven && output == null) {
      throw new UsageException(option + " needs --output: say where to write predictions");
    }
  }
}
