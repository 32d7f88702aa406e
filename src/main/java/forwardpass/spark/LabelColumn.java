package forwardpass.spark;

import forwardpass.error.InputException;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the column of a table that has the labels.
 *
 * @param named its name; none for {@code label}, where there is one
 */
record LabelColumn(Optional<String> named) {
  /**
   * @throws InputException where a column is named and is not there
   */
  Optional<StructField> in(StructType schema) {
    String name = named.orElse("label");
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return Optional.of(field);
      }
    }
    if (named.isPresent()) {
      throw new InputException(
          "Cannot read labels: expected a column %s, found %s; give --label-column"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    return Optional.empty();
  }
}
