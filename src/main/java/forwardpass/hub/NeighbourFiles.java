package forwardpass.hub;

import forwardpass.onnx.DataFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The files beside a model, and no others: a link counts as the file that it leads to. A model may
 * be a link, too, as in the cache of Hugging Face, where what it leads to has its data beside it.
 */
public final class NeighbourFiles implements DataFiles, AutoCloseable {
  private final FileSystem fileSystem;
  private final Path model;
  private final Map<String, FSDataInputStream> open = new HashMap<>();

  /** Those beside a model on a file system. */
  public NeighbourFiles(FileSystem fileSystem, Path model) {
    this.fileSystem = fileSystem;
    this.model = model;
  }

  @Override
  public long length(String name) throws IOException {
    Path file = file(name);
    requireHere(file);
    return fileSystem.getFileStatus(file).getLen();
  }

  @Override
  public void read(String name, long position, byte[] into, int start, int length)
      throws IOException {
    FSDataInputStream in = open.get(name);
    if (in == null) {
      in = fileSystem.open(file(name));
      open.put(name, in);
    }
    in.readFully(position, into, start, length);
  }

  private Path file(String name) {
    return new Path(model.getParent(), new Path(null, null, name));
  }

  /** Other file systems have no links. */
  private void requireHere(Path file) throws IOException {
    if (!(fileSystem instanceof LocalFileSystem local)) {
      return;
    }
    RawLocalFileSystem raw = (RawLocalFileSystem) local.getRawFileSystem();
    java.nio.file.Path wanted = raw.pathToFile(file).toPath();
    if (!Files.exists(wanted)) {
      throw new FileNotFoundException(wanted.toString());
    }
    java.nio.file.Path named = raw.pathToFile(model).toPath();
    java.nio.file.Path found = wanted.toRealPath().getParent();
    if (!found.equals(wanted.getParent().toRealPath())
        && !found.equals(named.toRealPath().getParent())) {
      throw new IOException(
          "expected a file of the model's own directory, found a link to %s; copy that file there"
              .formatted(wanted.toRealPath()));
    }
  }

  @Override
  public void close() throws IOException {
    for (FSDataInputStream in : open.values()) {
      in.close();
    }
  }
}
