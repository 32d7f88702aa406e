package forwardpass.job;

import forwardpass.idx.Gzip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * The project's own test set many times over, decompressed, in a temporary directory of this
 * machine: one file, and links to it. Closing deletes it.
 */
public record TestSetCopies(Path directory) implements AutoCloseable {
  public static TestSetCopies of(String images, int copies) throws IOException {
    TestSetCopies made = new TestSetCopies(Files.createTempDirectory("forwardpass-bench"));
    try {
      made.fill(Path.of(new org.apache.hadoop.fs.Path(images).toUri().getPath()), copies);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private void fill(Path images, int copies) throws IOException {
    Path first = directory.resolve("copy0");
    try (InputStream in = Gzip.decompress(Files.newInputStream(images), images.toString())) {
      Files.copy(in, first);
    }
    for (int i = 1; i < copies; i++) {
      Files.createLink(directory.resolve("copy" + i), first);
    }
  }

  @Override
  public void close() throws IOException {
    PathUtils.deleteDirectory(directory);
  }
}
