package forwardpass.source.text;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The records of whole files of text, out of rows of a line and its file. Blank lines are none. */
public abstract class TextRecords implements Iterator<Row> {
  private final Iterator<Row> lines;
  private String file;
  private long lineNumber;
  private long index;
  private Row next;

  protected TextRecords(Iterator<Row> lines) {
    this.lines = lines;
  }

  /** Called before the first line of each file. */
  protected abstract void begin();

  /**
   * Reads a line that is not blank.
   *
   * @return null where it is no record
   */
  protected abstract Row record(String line);

  /** The URI of the file of the line. */
  protected final String file() {
    return file;
  }

  /** From 1, with those that are no records. */
  protected final long lineNumber() {
    return lineNumber;
  }

  /** The number of a record in its file; the next time, of the next. */
  protected final long nextIndex() {
    return index++;
  }

  @Override
  public final boolean hasNext() {
    while (next == null && lines.hasNext()) {
      Row row = lines.next();
      String found = row.getString(1);
      if (!found.equals(file)) {
        file = found;
        lineNumber = 0;
        index = 0;
        begin();
      }
      lineNumber++;
      String line = lineNumber == 1 ? TextHead.unmarked(row.getString(0)) : row.getString(0);
      next = line.isBlank() ? null : record(line);
    }
    return next != null;
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }
}
