package forwardpass.source.table;

import forwardpass.error.InputException;
import forwardpass.source.Refusal;
import forwardpass.source.labels.LabelColumn;
import forwardpass.source.labels.LabelRule;
import forwardpass.source.labels.Labels;
import forwardpass.source.text.CsvLayout;
import forwardpass.text.CsvFirstLine;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tells from the first line of a file of CSV how it is laid out.
 *
 * @param width how many values the network takes
 * @param path in messages
 */
record CsvLayoutFinder(int width, LabelRule rule, String path) {
  /**
   * @throws InputException where the line is not of as many pixels as the network takes
   */
  CsvLayout of(String line) {
    CsvFirstLine first = CsvFirstLine.of(line, width);
    char separator = first.separator();
    if (first.fields().isEmpty()) {
      throw PixelColumns.wrongNumber(path, width, 0);
    }
    if (first.isRecord()) {
      return headerless(separator, first.fields().size());
    }
    List<String> names = first.names();
    requireOnce(names);
    return laidOut(separator, names, first.fields());
  }

  private CsvLayout headerless(char separator, int count) {
    if (count != width && count != width + 1) {
      throw new InputException(
          "Unsupported: %s: expected a header, or in each line %d numbers, or %d with the label first, found %d numbers; check the file and the weights"
              .formatted(path, width, width + 1, count));
    }
    List<String> names = IntStream.range(0, count).mapToObj(i -> "_c" + i).toList();
    boolean isFirst = count > width && rule.column().isEmpty();
    int label = isFirst ? 0 : labels(names).map(names::indexOf).orElse(-1);
    List<Integer> pixels = IntStream.range(0, count).filter(i -> i != label).boxed().toList();
    if (pixels.size() != width) {
      throw PixelColumns.wrongNumber(path, width, pixels.size());
    }
    return isFirst
        ? first(separator, names, List.of(), pixels, label)
        : of(separator, names, List.of(), pixels);
  }

  /** The label is in the first column, unless the user says that there is none. */
  private CsvLayout first(
      char separator, List<String> names, List<String> header, List<Integer> pixels, int label) {
    return rule.isNone()
        ? of(separator, names, header, pixels)
        : new CsvLayout(separator, names, header, pixels, label, "labels from the first column");
  }

  /** Sinks take names that differ in capitals only for the same. */
  private void requireOnce(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new InputException(
            "Unsupported: %s: expected a header that has each name once, found %s twice; rename one of them"
                .formatted(path, Refusal.shown(name)));
      }
    }
  }

  private CsvLayout laidOut(char separator, List<String> names, List<String> header) {
    Optional<List<Integer>> pixels = PixelColumns.find(names, width, path);
    if (pixels.isPresent()) {
      return of(separator, names, header, pixels.get());
    }
    int first = header.get(0).isEmpty() ? 1 : 0;
    List<String> numbered = header.subList(first, header.size());
    if (numbered.size() == width + 1 && CsvFirstLine.isCount(numbered)) {
      boolean isFirst = rule.column().isEmpty();
      int label = isFirst ? first : labels(names).map(names::indexOf).orElse(-1);
      List<Integer> others =
          IntStream.range(first, names.size()).filter(i -> i != label).boxed().toList();
      if (others.size() == width) {
        return isFirst
            ? first(separator, names, header, others, label)
            : of(separator, names, header, others);
      }
    }
    throw PixelColumns.wrongNumber(path, width, 0);
  }

  /** With the label in the column that its name tells. */
  private CsvLayout of(
      char separator, List<String> names, List<String> header, List<Integer> pixels) {
    int label = labels(names).map(names::indexOf).orElse(-1);
    return new CsvLayout(separator, names, header, pixels, label, column(names).described());
  }

  /** The name of the column of labels. */
  private Optional<String> labels(List<String> names) {
    return column(names).used().stream().findFirst();
  }

  private Labels column(List<String> names) {
    StructType schema = new StructType();
    for (String name : names) {
      schema = schema.add(name, DataTypes.StringType);
    }
    return new LabelColumn(rule, schema, path).find();
  }
}
