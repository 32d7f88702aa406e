package forwardpass;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/**
 * The local file system under the scheme {@code faulty}, where the first task to open a file has
 * something happen to it: whichever of {@code .FILE.throw}, {@code .FILE.hold}, {@code
 * .FILE.delete} and {@code .FILE.replace} is there beside the file. With {@code .DIRECTORY.late}
 * the first task to make a file in a directory makes the directory for two seconds, whoever deletes
 * it.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
  private static final URI NAME = URI.create("faulty:///");
  private static final long LATE_NANOS = 2_000_000_000;

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public void initialize(URI uri, Configuration configuration) throws IOException {
    setConf(configuration);
    super.initialize(NAME, configuration);
  }

  @Override
  protected void checkPath(Path path) {}

  /** The name of what says that a fault befalls a file, or tells of it. */
  static java.nio.file.Path beside(java.nio.file.Path file, String fault) {
    return file.resolveSibling("." + file.getFileName() + "." + fault);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    if (TaskContext.get() != null) {
      java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
      if (isFirst(file, "throw")) {
        throw new IllegalStateException("the first attempt fails");
      } else if (isFirst(file, "hold")) {
        return new FSDataInputStream(new HeldStream(super.open(path, bufferSize), new Hold(file)));
      } else if (isFirst(file, "delete")) {
        Files.delete(file);
      } else if (isFirst(file, "replace")) {
        Files.move(beside(file, "other"), file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return super.open(path, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    if (TaskContext.get() != null) {
      java.nio.file.Path above = java.nio.file.Path.of(path.toUri().getPath());
      while (above.getFileName() != null && !Files.exists(beside(above, "late"))) {
        above = above.getParent();
      }
      if (above.getFileName() != null && isFirst(above, "late")) {
        long end = System.nanoTime() + LATE_NANOS;
        while (System.nanoTime() < end) { // it does not notice that it is told to end
          Files.createDirectories(above);
        }
      }
    }
    return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static boolean isFirst(java.nio.file.Path file, String fault) throws IOException {
    try {
      if (Files.exists(beside(file, fault))) {
        Files.createFile(beside(file, "had." + fault));
        return true;
      }
      return false;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
