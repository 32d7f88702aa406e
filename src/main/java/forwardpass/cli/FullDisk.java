package forwardpass.cli;

import forwardpass.error.ForwardpassException;
import forwardpass.error.OutputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.util.DiskChecker.DiskErrorException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Names the disk that is full, where what says so does not: it holds what Spark, or the client of a
 * store, keeps for itself. It may be that of another machine, which has the directory too.
 */
final class FullDisk {
  private static final String FULL = "No space left on device";

  /** What S3A has not uploaded yet is in files there. */
  private static final String UPLOADS = "fs.s3a.buffer.dir";

  private FullDisk() {}

  /** What to tell of it; nothing where there is no such disk, or where the message names it. */
  static Optional<OutputException> in(Exception e) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(e);
    Optional<Throwable> ofUploads = chain.stream().filter(FullDisk::isOfUploads).findFirst();
    if (ofUploads.isPresent()) { // which looks like a fault of the store
      return Optional.of(
          new OutputException(
              "Cannot write %s, where S3A keeps what it uploads: %s; make room there, or name another directory as spark.hadoop.%s"
                  .formatted(uploads(), ofUploads.get().getMessage(), UPLOADS),
              e));
    }
    if (chain.stream().anyMatch(ForwardpassException.class::isInstance)
        || chain.stream().noneMatch(FullDisk::isFull)) {
      return Optional.empty();
    }
    return Optional.of(
        new OutputException(
            "Cannot write %s: %s; make room, or name another directory as spark.local.dir"
                .formatted(ofSpark(), FULL),
            e));
  }

  private static boolean isFull(Throwable e) {
    return String.valueOf(e.getMessage()).contains(FULL);
  }

  private static boolean isOfUploads(Throwable e) {
    return (isFull(e) || e instanceof DiskErrorException)
        && Arrays.stream(e.getStackTrace())
            .anyMatch(frame -> frame.getClassName().startsWith("org.apache.hadoop.fs.s3a."));
  }

  private static String uploads() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf()).get(UPLOADS);
  }

  private static String ofSpark() {
    return Optional.ofNullable(System.getenv("SPARK_LOCAL_DIRS"))
        .orElseGet(
            () -> new SparkConf().get("spark.local.dir", System.getProperty("java.io.tmpdir")));
  }
}
