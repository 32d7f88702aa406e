package forwardpass.source.table;

import static org.apache.spark.sql.functions.col;

import forwardpass.error.InputException;
import forwardpass.source.features.LibsvmFeatures;
import forwardpass.source.labels.Labels;
import forwardpass.source.text.LibsvmComment;
import forwardpass.source.text.LibsvmRows;
import forwardpass.source.text.TextHead;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lines of LIBSVM, as libsvm, svmlight and scikit-learn write them.
 *
 * @param reader says how they are read
 * @param lines of text, of whole files
 * @param path in messages
 */
record LibsvmTable(TableReader reader, Dataset<Row> lines, String path) {
  /** As many records are looked at to tell whether they are scaled. */
  private static final int LOOKED_AT = 1000;

  /**
   * Opens it, by the first lines of the first file that has any.
   *
   * @throws InputException where there is none
   */
  ImageTable open() throws IOException {
    OptionalInt said = OptionalInt.empty();
    boolean isBeyondOne = false;
    try (TextHead head =
        TextHead.of(lines)
            .orElseThrow(
                () ->
                    new InputException(
                        "Cannot read %s: expected LIBSVM, found no line that is not blank; check the path"
                            .formatted(path)))) {
      String line = head.next();
      for (int records = 0; line != null && records < LOOKED_AT && !isBeyondOne; ) {
        String data = LibsvmComment.without(line);
        if (!data.isEmpty()) {
          records++;
          isBeyondOne = LibsvmFeatures.isBeyondOne(data);
        } else if (records == 0 && LibsvmComment.firstIndex(line).isPresent()) {
          said = LibsvmComment.firstIndex(line);
        }
        line = head.next();
      }
    }
    return table(said, isBeyondOne);
  }

  private ImageTable table(OptionalInt said, boolean isBeyondOne) {
    int first = reader.firstIndex().orElse(said.orElse(1));
    StructType own = new StructType();
    Dataset<Row> rows =
        lines
            .select(col(TextHead.LINE), col("_metadata.file_path"))
            .mapPartitions(
                new LibsvmRows(
                    said.orElse(-1), reader.firstIndex().isPresent(), !reader.labels().isNone()),
                Encoders.row(TableColumn.schema(own, DataTypes.StringType)));
    return new ImageTable(
        rows,
        own,
        new LibsvmFeatures(reader.width(), first),
        reader.scale().ofText(isBeyondOne),
        true,
        indices(first, said) + ", " + reader.scale().described(isBeyondOne),
        reader.labels().isNone()
            ? Labels.none(", as --label-from none says").described()
            : "labels from the beginning of each line",
        !reader.labels().isNone());
  }

  /** That nobody has said where they begin, is said. */
  private String indices(int first, OptionalInt said) {
    boolean isAssumed = said.isEmpty() && reader.firstIndex().isEmpty();
    return "indices from %d%s".formatted(first, isAssumed ? " (--first-index decides)" : "");
  }
}
