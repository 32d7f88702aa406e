package forwardpass.source.labels;

import static java.util.function.Predicate.not;

import forwardpass.error.InputException;
import forwardpass.source.ColumnNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the column of a table that has the labels: by its name, whatever its capitals.
 *
 * @param schema of the table
 * @param path of the table, in messages
 */
public record LabelColumn(LabelRule rule, StructType schema, String path) {
  /** What such a column is called, the best first: the last by CIFAR-100. */
  static final List<String> NAMES = List.of("label", "labels", "class", "target", "fine_label");

  /**
   * Finds the column that has the labels.
   *
   * @throws InputException where a column is named and is not there, or has no labels
   */
  public Labels find() {
    if (rule.isNone()) {
      return Labels.none(", as --label-from none says");
    }
    if (rule.column().isPresent()) {
      return labels(named(rule.column().get()), "");
    }
    List<StructField> candidates = NAMES.stream().flatMap(this::called).toList();
    if (candidates.isEmpty()) {
      return Labels.none(": the columns are " + ColumnNames.of(schema));
    }
    StructField chosen =
        candidates.stream()
            .filter(field -> canBeLabels(field.dataType()))
            .findFirst()
            .orElse(candidates.get(0));
    List<String> others = new ArrayList<>();
    candidates.stream().filter(not(chosen::equals)).forEach(field -> others.add(field.name()));
    return labels(chosen, others.isEmpty() ? "" : ", not " + String.join(" or ", others));
  }

  private Labels labels(StructField field, String others) {
    if (!canBeLabels(field.dataType())) {
      throw new InputException(
          "Unsupported: %s: expected column %s to have the numbers of classes, found %s; give another --label-column, or --label-from none"
              .formatted(
                  path, field.name(), field.dataType().simpleString().toLowerCase(Locale.ROOT)));
    }
    return Labels.of(
        ColumnNames.quoted(field.name()),
        field.dataType(),
        List.of(field.name()),
        "labels from column " + field.name() + others);
  }

  private StructField named(String name) {
    List<StructField> found = called(name).toList();
    boolean isExact = !found.isEmpty() && found.get(0).name().equals(name);
    if (found.isEmpty()) {
      throw new InputException(
          "Cannot read labels: expected a column %s, found %s; give --label-column"
              .formatted(name, ColumnNames.of(schema)));
    }
    if (found.size() > 1 && !isExact) {
      throw new InputException(
          "Cannot read labels: expected one column %s, found %s; give --label-column as it is written"
              .formatted(
                  name, String.join(" and ", found.stream().map(StructField::name).toList())));
    }
    return found.get(0);
  }

  /** The columns of a name: first that which has its capitals too, the others in their order. */
  private Stream<StructField> called(String name) {
    List<StructField> all =
        Arrays.stream(schema.fields())
            .filter(field -> field.name().equalsIgnoreCase(name))
            .toList();
    Optional<StructField> exact =
        all.stream().filter(field -> field.name().equals(name)).findFirst();
    return Stream.concat(exact.stream(), all.stream().filter(field -> !field.name().equals(name)));
  }

  private static boolean canBeLabels(DataType type) {
    return type instanceof NumericType || type instanceof StringType || type instanceof BooleanType;
  }
}
