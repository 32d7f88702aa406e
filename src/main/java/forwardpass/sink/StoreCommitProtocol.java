package forwardpass.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Has Spark write into an object store without a rename. Tasks upload their files to where they are
 * to be, but none is there until the job commits and completes the uploads: S3A's magic committer.
 * By itself Spark asks an output format for a committer, which has it rename.
 */
public final class StoreCommitProtocol extends HadoopMapReduceCommitProtocol {
  /** The ID in the lock of the run that may commit. */
  static final String LOCK = "forwardpass.commit.lock";

  /** Whether all that is in the directory goes when the job commits, before anything appears. */
  static final String REPLACES = "forwardpass.commit.replaces";

  private static final long serialVersionUID = 1;

  private final String directory;
  private transient PathOutputCommitter committer;

  /**
   * Called by Spark.
   *
   * @param jobId in the names of files
   * @param path of the directory
   * @param dynamicPartitionOverwrite false
   */
  public StoreCommitProtocol(String jobId, String path, boolean dynamicPartitionOverwrite) {
    super(jobId, path, dynamicPartitionOverwrite);
    directory = path;
  }

  @Override
  public OutputCommitter setupCommitter(TaskAttemptContext context) {
    try {
      committer = PathOutputCommitterFactory.createCommitter(new Path(directory), context);
      return committer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String newTaskTempFile(
      TaskAttemptContext context, Option<String> partition, FileNameSpec name) {
    Path work = workPath();
    Path parent = partition.isDefined() ? new Path(work, partition.get()) : work;
    return new Path(parent, getFilename(context, name)).toString();
  }

  private Path workPath() {
    try {
      return committer.getWorkPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Readers see the old files go and then the new ones come, never both. */
  @Override
  public void commitJob(JobContext context, Seq<FileCommitProtocol.TaskCommitMessage> committed) {
    Configuration hadoop = context.getConfiguration();
    Path output = new Path(directory);
    try {
      OutputLock.requireOf(hadoop.get(LOCK), output, output.getFileSystem(hadoop));
      if (hadoop.getBoolean(REPLACES, false)) {
        deleteOld(output, hadoop);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.commitJob(context, committed);
  }

  /** First what says that it is complete: whatever is left after a kill is not taken for it. */
  private static void deleteOld(Path old, Configuration hadoop) throws IOException {
    FileSystem fileSystem = old.getFileSystem(hadoop);
    fileSystem.delete(new Path(old, CompleteOutput.MANIFEST), false);
    CompleteOutput.unmark(old, fileSystem);
    for (FileStatus entry : fileSystem.listStatus(old)) {
      if (!OutputLock.is(entry) && !StoreCommit.isUpload(entry)) {
        fileSystem.delete(entry.getPath(), true);
      }
    }
  }
}
