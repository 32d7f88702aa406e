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

  @Option(
      names = "--refused",
      paramLabel = "PATH",
      description =
          "Write every refused record, in the same format: file, index, reason; with --mode PERMISSIVE or DROPMALFORMED (none).")
  private String refused;

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
    if ((resume || watch) && refused != null) {
      throw new UsageException(
          "--resume and --refused do not go together: name what is refused in a run without --resume");
    }
    if (output == null && refused == null && overwrite) {
      throw new UsageException("--overwrite needs --output: say what to overwrite");
    }
    boolean isOfNothing = output == null && refused == null && !sinkOptions.isEmpty();
    if (isOfNothing || (output == null && !partitionColumns.isEmpty())) {
      throw new UsageException(
          "--output-option and --partition-by need --output: say where to write predictions");
    }
    requireOutput("--probabilities", probabilities);
    requireOutput("--top-k", topK != null);
    requireOutput("--embedding", embedding != null);
    if (topK != null && topK < 1) {
      throw new UsageException("Invalid --top-k: expected a number from 1, found " + topK);
    }
    return new OutputRequest(
        destination("--output", output, partitionColumns),
        resume || watch,
        new AddedOutputs(
            probabilities,
            topK == null ? OptionalInt.empty() : OptionalInt.of(topK),
            Optional.ofNullable(embedding)),
        destination("--refused", refused, List.of()));
  }

  private Optional<Destination> destination(String option, String path, List<String> columns) {
    return Optional.ofNullable(path)
        .map(to -> new Destination(option, to, outputFormat, overwrite, sinkOptions, columns));
  }

  private void requireOutput(String option, boolean isGiven) {
    if (isGiven && output == null) {
      throw new UsageException(option + " needs --output: say where to write predictions");
    }
  }
}
