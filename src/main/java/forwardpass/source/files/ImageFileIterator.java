package forwardpass.source.files;

import forwardpass.error.InputException;
import forwardpass.files.OpenDirectory;
import forwardpass.files.PassedOver;
import forwardpass.source.PassedOverAccumulator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The image files of a task, in their order; after the last, says what it passed over. Where they
 * are not on this machine it reads a few at once, ahead of those that are asked for.
 */
final class ImageFileIterator implements Iterator<ImageFile> {
  private static final int AT_ONCE = 8;
  private static final long MOST_BYTES_AHEAD = 1 << 26;

  private final Iterator<InternalRow> rows;
  private final Configuration hadoop;
  private final PassedOverAccumulator counter;
  private final FileReading reading = new FileReading();
  private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();
  private long bytesAhead;
  private ExecutorService threads;
  private UTF8String uri;
  private String directory;
  private OpenDirectory open;
  private PassedOver passedOver = PassedOver.NONE;
  private ImageFile next;
  private boolean isCounted;

  /** A file that is being read. */
  private record Ahead(Future<ImageFile> file, long length) {}

  ImageFileIterator(
      Iterator<InternalRow> rows, Configuration hadoop, PassedOverAccumulator counter) {
    this.rows = rows;
    this.hadoop = hadoop;
    this.counter = counter;
  }

  @Override
  public boolean hasNext() {
    while (next == null && (!ahead.isEmpty() || rows.hasNext())) {
      ImageFile file = read();
      if (file.isImage()) {
        next = file;
      } else {
        passedOver = passedOver.plus(file.name());
      }
    }
    if (next == null && !isCounted) {
      isCounted = true;
      counter.add(new PassedOverAccumulator.Partition(TaskContext.getPartitionId(), passedOver));
    }
    return next != null;
  }

  @Override
  public ImageFile next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ImageFile file = next;
    next = null;
    return file;
  }

  private ImageFile read() {
    while (rows.hasNext() && ahead.size() < AT_ONCE && bytesAhead < MOST_BYTES_AHEAD) {
      InternalRow row = rows.next();
      enter(
          row.getUTF8String(DirectorySlice.DIRECTORY),
          row.getBoolean(DirectorySlice.MAY_HAVE_CHECKSUMS));
      String name = row.getUTF8String(DirectorySlice.NAME).toString();
      long length = row.getLong(DirectorySlice.LENGTH);
      if (ahead.isEmpty() && open.isLocal()) {
        return reading.read(directory, open, name, length);
      }
      submit(name, length);
    }
    Ahead first = ahead.remove();
    bytesAhead -= first.length();
    return await(first.file());
  }

  private void enter(UTF8String found, boolean mayHaveChecksums) {
    if (found.equals(uri)) {
      return;
    }
    uri = found.copy();
    directory = uri.toString();
    try {
      open = OpenDirectory.of(new Path(directory), mayHaveChecksums, hadoop);
    } catch (IOException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private void submit(String name, long length) {
    if (threads == null) {
      threads = Executors.newFixedThreadPool(AT_ONCE);
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) ended -> threads.shutdownNow());
    }
    String inDirectory = directory;
    OpenDirectory from = open;
    ahead.add(
        new Ahead(
            threads.submit(() -> new FileReading().read(inDirectory, from, name, length)), length));
    bytesAhead += length;
  }

  private static ImageFile await(Future<ImageFile> file) {
    try {
      return file.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading files", e);
    }
  }
}
