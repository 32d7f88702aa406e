package forwardpass.sink;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How Spark commits what it writes: to an object store in the store's own way, or as ever. */
@FunctionalInterface
interface StoreCommit {
  /** As ever. */
  StoreCommit NONE = (rows, directory) -> rows.save(directory.toString());

  /** Writes rows to a directory. */
  void save(DataFrameWriter<Row> rows, Path directory);

  /**
   * By uploads that are completed when all rows are written.
   *
   * @param lock the ID in the lock of this run
   * @param replaces whether all that is in the directory goes
   */
  static StoreCommit of(SparkSession spark, String lock, boolean replaces) {
    return of(
        spark,
        Map.of(
            StoreCommitProtocol.LOCK,
            lock,
            StoreCommitProtocol.REPLACES,
            String.valueOf(replaces)));
  }

  /**
   * Likewise, beside files that are there.
   *
   * @param group in the names of the new ones
   */
  static StoreCommit of(SparkSession spark, String lock, FileGroup group) {
    return of(spark, Map.of(StoreCommitProtocol.LOCK, lock, StoreCommitProtocol.GROUP, group.id()));
  }

  private static StoreCommit of(SparkSession spark, Map<String, String> ofProtocol) {
    String protocol = "spark.sql.sources.commitProtocolClass";
    Map<String, String> options =
        Map.of(
            "mapreduce.outputcommitter.factory.scheme.s3a",
            "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
            "fs.s3a.committer.name",
            "magic");
    return (rows, directory) -> {
      String before = spark.conf().get(protocol);
      spark.conf().set(protocol, StoreCommitProtocol.class.getName());
      try {
        rows.options(options).options(ofProtocol).save(directory.toString());
      } finally {
        spark.conf().set(protocol, before);
      }
    };
  }

  /** Whether files can be uploaded to a directory that appear when the job commits. */
  static boolean isFor(Path directory, FileSystem fileSystem) throws IOException {
    return ObjectStore.of(directory, fileSystem).isPresent()
        && fileSystem.hasPathCapability(directory, "fs.s3a.capability.magic.committer");
  }

  /** Whether tasks keep there what they have uploaded. */
  static boolean isUpload(FileStatus file) {
    return file.getPath().getName().startsWith("__magic");
  }

  /** Ends uploads: a run that has lost the directory cannot complete them any more. */
  static void deleteUploads(Path directory, FileSystem fileSystem) throws IOException {
    List<FileStatus> uploads =
        Arrays.stream(fileSystem.listStatus(directory)).filter(StoreCommit::isUpload).toList();
    if (uploads.isEmpty()) {
      return;
    }
    try (MultipartUploader all = fileSystem.createMultipartUploader(directory).build()) {
      FutureIO.awaitFuture(all.abortUploadsUnderPath(directory));
    }
    for (FileStatus upload : uploads) {
      fileSystem.delete(upload.getPath(), true);
    }
  }
}
