package forwardpass.source.table;

import forwardpass.error.InputException;
import forwardpass.source.text.CsvLayout;
import forwardpass.source.text.TextRecords;
import forwardpass.text.CsvFields;
import forwardpass.text.Decimal;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The records of whole files of CSV, as an {@link ImageTable} has them, out of rows of a line and
 * its file.
 *
 * @param own which columns come out as they are
 */
record CsvRows(CsvLayout layout, List<Integer> own) implements MapPartitionsFunction<Row, Row> {
  @Override
  public Iterator<Row> call(Iterator<Row> lines) {
    return new Records(lines);
  }

  private final class Records extends TextRecords {
    private final CsvFields fields = new CsvFields(layout.separator());
    private boolean isBegun;

    Records(Iterator<Row> lines) {
      super(lines);
    }

    @Override
    protected void begin() {
      isBegun = layout.header().isEmpty();
    }

    @Override
    protected Row record(String line) {
      fields.read(line);
      if (!isBegun) {
        isBegun = true;
        requireHeader();
        return null;
      }
      int found = fields.count(layout.names().size());
      boolean isWhole = found == layout.names().size();
      Object[] row = new Object[TableColumn.FEATURES.at(own.size()) + 1];
      for (int i = 0; i < own.size(); i++) {
        row[i] = own.get(i) < found ? text(own.get(i)) : null;
      }
      String label = isWhole && layout.label() >= 0 ? text(layout.label()) : null;
      row[TableColumn.FILE.at(own.size())] = file();
      row[TableColumn.INDEX.at(own.size())] = nextIndex();
      row[TableColumn.LABEL.at(own.size())] =
          label != null && Decimal.is(label) ? (Double) Decimal.of(label) : null;
      row[TableColumn.LABEL_TEXT.at(own.size())] = label;
      row[TableColumn.CORRUPT.at(own.size())] =
          isWhole
              ? null
              : "line %d: expected %d fields, found %d"
                  .formatted(lineNumber(), layout.names().size(), found);
      row[TableColumn.FEATURES.at(own.size())] = line;
      return RowFactory.create(row);
    }

    private String text(int column) {
      String text = fields.text(column);
      return text.isBlank() ? null : text;
    }

    private void requireHeader() {
      if (!fields.texts().equals(layout.header())) {
        throw new InputException(
            "Unsupported: %s: expected the header of the first file, found another; give files of one header"
                .formatted(new Path(URI.create(file()))));
      }
    }
  }
}
