package forwardpass.source.text;

import forwardpass.error.InputException;
import forwardpass.text.Decimal;
import java.net.URI;
import java.util.Iterator;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The records of whole files of LIBSVM, as {@code ImageTable} has them, out of rows of a line and
 * its file.
 *
 * @param said what the first file says of where its indices begin; negative for nothing
 * @param isAsked whether the user has said it, so that what the files say does not count
 * @param isLabelled whether the numbers at the beginnings of lines are labels
 */
public record LibsvmRows(int said, boolean isAsked, boolean isLabelled)
    implements MapPartitionsFunction<Row, Row> {
  @Override
  public Iterator<Row> call(Iterator<Row> lines) {
    return new Records(lines);
  }

  private final class Records extends TextRecords {
    private int saidHere;
    private boolean isBegun;

    Records(Iterator<Row> lines) {
      super(lines);
    }

    @Override
    protected void begin() {
      saidHere = -1;
      isBegun = false;
    }

    @Override
    protected Row record(String line) {
      String data = LibsvmComment.without(line);
      if (data.isEmpty()) {
        OptionalInt first = LibsvmComment.firstIndex(line);
        if (!isBegun && first.isPresent()) {
          saidHere = first.getAsInt();
        }
        return null;
      }
      if (!isBegun) {
        isBegun = true;
        requireAsFirst();
      }
      String label = data.split("\\s", 2)[0];
      return RowFactory.create(
          nextIndex(),
          isLabelled && Decimal.is(label) ? (Double) Decimal.of(label) : null,
          isLabelled ? label : null,
          null,
          file(),
          data);
    }

    private void requireAsFirst() {
      if (!isAsked && (saidHere == 0) != (said == 0)) {
        throw new InputException(
            "Unsupported: %s: expected indices from %d, as in the first file, found %s; give --first-index 0 or 1"
                .formatted(
                    new Path(URI.create(file())),
                    said == 0 ? 0 : 1,
                    saidHere < 0
                        ? "no comment that says so"
                        : "a comment that says that they begin at " + saidHere));
      }
    }
  }
}
