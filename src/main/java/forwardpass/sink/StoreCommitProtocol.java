package forwardpass.sink;

import forwardpass.files.Throttling;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
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
import scala.jdk.javaapi.CollectionConverters;

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

  /** The ID of the {@link FileGroup} in whose name files are written; none has Spark's names. */
  static final String GROUP = "forwardpass.commit.group";

  private static final long serialVersionUID = 1;

  private final String directory;
  private transient PathOutputCommitter committer;
  private transient List<String> files;

  /**
   * What a task says when it commits.
   *
   * @param files that it has written, by their paths in the directory
   * @param spark what Spark itself wants to know
   */
  private record Committed(List<String> files, FileCommitProtocol.TaskCommitMessage spark)
      implements Serializable {}

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
  public void setupTask(TaskAttemptContext context) {
    super.setupTask(context);
    files = new ArrayList<>();
  }

  @Override
  public FileCommitProtocol.TaskCommitMessage commitTask(TaskAttemptContext context) {
    FileCommitProtocol.TaskCommitMessage committed = super.commitTask(context);
    try {
      Throttling.tell(new Path(directory).getFileSystem(context.getConfiguration()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileCommitProtocol.TaskCommitMessage(new Committed(List.copyOf(files), committed));
  }

  @Override
  public String newTaskTempFile(
      TaskAttemptContext context, Option<String> partition, FileNameSpec name) {
    Path work = workPath();
    String file = named(getFilename(context, name), context.getConfiguration().get(GROUP));
    String path = partition.isDefined() ? partition.get() + "/" + file : file;
    files.add(path);
    return new Path(work, path).toString();
  }

  private static String named(String file, String group) {
    return group == null ? file : new FileGroup(group).name(file);
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
    List<FileCommitProtocol.TaskCommitMessage> ofSpark = new ArrayList<>();
    Set<String> written = new HashSet<>();
    for (FileCommitProtocol.TaskCommitMessage message : CollectionConverters.asJava(committed)) {
      Committed task = (Committed) message.obj();
      ofSpark.add(task.spark());
      written.addAll(task.files());
    }
    super.commitJob(context, CollectionConverters.asScala(ofSpark).toSeq());
    try {
      requireThere(written, output, output.getFileSystem(hadoop));
      Throttling.tell(output.getFileSystem(hadoop));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a store, or its client, has lost must not be missed by the readers alone. */
  private static void requireThere(Set<String> written, Path output, FileSystem fileSystem)
      throws IOException {
    int start = fileSystem.makeQualified(output).toString().length() + 1;
    RemoteIterator<LocatedFileStatus> found = fileSystem.listFiles(output, true);
    Set<String> missing = new HashSet<>(written);
    while (found.hasNext()) {
      missing.remove(found.next().getPath().toString().substring(start));
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "expected the %d files that tasks have written, found all but %d of them, among these %s"
              .formatted(written.size(), missing.size(), missing.iterator().next()));
    }
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
