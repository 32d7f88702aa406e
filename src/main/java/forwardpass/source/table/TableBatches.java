package forwardpass.source.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ColumnNames;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.features.FeaturesReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Gathers the rows of a table into batches.
 *
 * @param isIndexed whether rows that do not say their index come in the order of their file, whole
 * @param ownColumns how many columns of their own rows have, where they have them
 */
record TableBatches(FeaturesReader features, boolean isIndexed, int ownColumns, Batching batching)
    implements BatchReader {
  /** Where columns of a row's own are, as a struct, if they are: before the last two. */
  private static final int OWN = TableColumn.FILE.at(0);

  private static final int COLUMNS = TableColumn.values().length;

  /** The rows of an {@link ImageTable}, as they are read here. */
  static Dataset<Row> rows(Dataset<Row> table, StructType own, boolean withOwn) {
    List<Column> columns = new ArrayList<>();
    for (TableColumn column : TableColumn.values()) {
      columns.add(col(column.columnName()));
    }
    if (withOwn && own.size() > 0) {
      columns.add(OWN, struct(quoted(own)).as("own"));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  private static Column[] quoted(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(ColumnNames::quoted).toArray(Column[]::new);
  }

  @Override
  public Iterator<ImageBatch> read(Iterator<InternalRow> rows) {
    SnappyPages.install(); // on each executor; nothing is read before the first row is asked for
    return new Gathering(rows);
  }

  private final class Gathering implements Iterator<ImageBatch> {
    private final Iterator<InternalRow> rows;
    private final ImageBatch batch = new ImageBatch(batching.batchSize(), batching.imageSize());
    private UTF8String seen;
    private UTF8String uri;
    private String file;
    private long nextIndex;

    Gathering(Iterator<InternalRow> rows) {
      this.rows = rows;
      batch.makeRoom(features.areBytes());
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public ImageBatch next() {
      batch.clear(features.areBytes());
      while (!batch.isFull() && rows.hasNext()) {
        add(rows.next());
      }
      return batch;
    }

    private void add(InternalRow row) {
      int last = row.numFields() - 1;
      locate(row, last - 1);
      long index = index(row);
      boolean hasOwn = last == COLUMNS;
      InternalRow own = hasOwn ? row.getStruct(OWN, ownColumns) : null;
      double label = number(row);
      Optional<Refusal> refusal = refusal(row, last, label);
      if (refusal.isPresent()) {
        batch.refuse(file, index, own, refusal.get());
      } else {
        batch.add(batch.images(), file, index, meaning(label), own);
      }
    }

    /** Where a scan has the name of the file once, it is the same object for all of its rows. */
    @SuppressWarnings("ReferenceEquality")
    private void locate(InternalRow row, int column) {
      UTF8String found = row.isNullAt(column) ? null : row.getUTF8String(column);
      if (found != seen) {
        seen = found;
        locate(found);
      }
    }

    private void locate(UTF8String found) {
      if (found != null && !found.equals(uri)) {
        uri = found.copy();
        file = new Path(URI.create(uri.toString())).toString();
        nextIndex = 0;
      }
    }

    private long index(InternalRow row) {
      int column = TableColumn.INDEX.at(0);
      if (!row.isNullAt(column)) {
        return row.getLong(column);
      }
      return isIndexed ? nextIndex++ : -1;
    }

    private Optional<Refusal> refusal(InternalRow row, int last, double label) {
      if (!row.isNullAt(TableColumn.CORRUPT.at(0))) {
        return Refusal.corrupt(text(row, TableColumn.CORRUPT));
      }
      Optional<Refusal> refusal = features.copy(row, last, batch);
      if (refusal.isEmpty() && !features.areBytes()) {
        refusal = batch.notFinite(batch.images());
      }
      boolean hasText = !row.isNullAt(TableColumn.LABEL_TEXT.at(0));
      boolean isNone = Double.isNaN(label) && !hasText;
      if (refusal.isPresent() || isNone || batching.labels().accepts(label)) {
        return refusal;
      }
      return batching
          .labels()
          .refusal(
              label, hasText ? text(row, TableColumn.LABEL_TEXT) : String.valueOf((long) label));
    }

    private double meaning(double label) {
      return Double.isNaN(label) ? label : batching.labels().meaning(label);
    }

    private static double number(InternalRow row) {
      int column = TableColumn.LABEL.at(0);
      return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
    }

    private static String text(InternalRow row, TableColumn column) {
      return row.getUTF8String(column.at(0)).toString();
    }
  }
}
