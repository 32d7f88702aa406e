package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.job.OutputRequest;
import forwardpass.sink.Destination;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
          "Leave out IDX files that an earlier run has committed to --output, and commit the others in groups.")
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
    if (output == null && probabilities) {
      throw new UsageException("--probabilities needs --output: say where to write them");
    }
    Optional<Destination> destination =
        Optional.ofNullable(output)
            .map(
                path ->
                    new Destination(path, outputFormat, overwrite, sinkOptions, partitionColumns));
    return new OutputRequest(destination, resume || watch, probabilities);
  }
}
