package forwardpass.sink;

import java.util.List;
import java.util.Map;

/**
 * Where rows are to go.
 *
 * @param option that says so, in messages
 * @param path of a directory
 * @param format any sink of Spark's on the class path, as Spark names it
 * @param isReplaced whether the complete output of an earlier run makes room for this one
 * @param options handed to Spark's sink
 * @param partitionColumns whose values name directories of the output; none for a flat one
 */
public record Destination(
    String option,
    String path,
    String format,
    boolean isReplaced,
    Map<String, String> options,
    List<String> partitionColumns) {
  public Destination {
    options = Map.copyOf(options);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** What messages call it. */
  OutputName name() {
    return new OutputName(path, option);
  }

  /** What is like this one, at another path. */
  public Destination at(String other) {
    return new Destination(option, other, format, isReplaced, options, partitionColumns);
  }
}
