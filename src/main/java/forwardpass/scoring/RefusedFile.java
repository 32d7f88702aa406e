package forwardpass.scoring;

import forwardpass.source.ImageBatch;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.io.IOUtils;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** The file of one attempt at a task; there is none before it refuses a record. */
final class RefusedFile {
  private final RefusedFiles files;
  private final String name = RefusedFiles.name(TaskContext.get());
  private DataOutputStream out;
  private long records;

  RefusedFile(RefusedFiles files) {
    this.files = files;
  }

  /** Adds the records of a batch that are refused. */
  void add(ImageBatch batch) {
    try {
      for (int record = 0; record < batch.records(); record++) {
        if (batch.refusal(record) != null) {
          write(batch.file(record), batch.index(record), batch.refusal(record).reason());
        }
      }
    } catch (IOException e) {
      throw files.cannotWrite(name, e);
    }
  }

  private void write(String file, long index, String reason) throws IOException {
    if (out == null) {
      out = new DataOutputStream(new BufferedOutputStream(files.create(name)));
      // Of an attempt that fails, nobody reads it.
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) ended -> IOUtils.closeStream(out));
    }
    out.writeBoolean(file != null);
    if (file != null) {
      write(file);
    }
    out.writeLong(index);
    write(reason);
    records++;
  }

  private void write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Completes the file, and says what is in it; null where there is none. */
  RefusedFiles.Account end() {
    if (out == null) {
      return null;
    }
    try {
      out.close();
    } catch (IOException e) {
      throw files.cannotWrite(name, e);
    }
    return new RefusedFiles.Account(name, records);
  }
}
