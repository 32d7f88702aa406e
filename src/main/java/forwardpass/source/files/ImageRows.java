package forwardpass.source.files;

import forwardpass.error.InputException;
import forwardpass.files.FileFormat;
import forwardpass.files.FileTypes;
import forwardpass.files.FoundFile;
import forwardpass.files.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of {@link ImageFiles} of a task; after the last, says what it passed over. */
final class ImageRows implements Iterator<Row> {
  private static final int MOST_BYTES = 1 << 30;

  private final Iterator<ImageSlice> slices;
  private final Configuration hadoop;
  private final PassedOverAccumulator counter;
  private Iterator<ImageSlice.InDirectory> files = Collections.emptyIterator();
  private PassedOver passedOver = PassedOver.NONE;
  private Row next;
  private boolean counted;

  ImageRows(Iterator<ImageSlice> slices, Configuration hadoop, PassedOverAccumulator counter) {
    this.slices = slices;
    this.hadoop = hadoop;
    this.counter = counter;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (files.hasNext() || slices.hasNext())) {
      if (files.hasNext()) {
        next = row(files.next().found());
      } else {
        files = slices.next().files().iterator();
      }
    }
    if (next == null && !counted) {
      counted = true;
      counter.add(new PassedOverAccumulator.Partition(TaskContext.getPartitionId(), passedOver));
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  /** Null where it is passed over. */
  private Row row(FoundFile file) {
    try (InputStream in = file.open(hadoop)) {
      byte[] head = in.readNBytes(FileTypes.HEAD_BYTES);
      if (FileFormat.IMAGE.begins(head)) {
        return file.length() > MOST_BYTES
            ? row(
                file,
                null,
                "expected an image of at most %d bytes, found %d"
                    .formatted(MOST_BYTES, file.length()))
            : row(file, whole(head, in), null);
      }
      if (FileTypes.isNamedAsImage(file.name())) {
        return row(file, head, null); // the decoder says what it is
      }
      passedOver = passedOver.plus(file.toString());
      return null;
    } catch (IOException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(file, e.getMessage()),
          e);
    }
  }

  private static Row row(FoundFile file, byte[] content, String tooLarge) {
    return RowFactory.create(file.path().toUri().toString(), file.toString(), content, tooLarge);
  }

  private static byte[] whole(byte[] head, InputStream in) throws IOException {
    byte[] rest = in.readAllBytes();
    byte[] all = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, all, head.length, rest.length);
    return all;
  }
}
