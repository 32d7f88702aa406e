package forwardpass.source.idx;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.impl.OpenFileParameters;

/**
 * Files of this machine as an object store has them, which notes what is asked of each. As with S3,
 * a file that is opened without its length is looked up first, and nothing is sent for what lies
 * past its end.
 */
public final class CountedStore extends RawLocalFileSystem {
  static final Map<String, List<String>> REQUESTS = new ConcurrentHashMap<>();

  @Override
  public URI getUri() {
    return URI.create("counted:///");
  }

  @Override
  protected void checkPath(Path path) {}

  private static void note(Path file, String request) {
    REQUESTS.compute(
        file.getName(),
        (name, requests) -> {
          List<String> all = requests == null ? new ArrayList<>() : requests;
          all.add(request);
          return all;
        });
  }

  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    note(file, "status");
    return super.getFileStatus(file);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    return open(file, getFileStatus(file).getLen());
  }

  @Override
  protected CompletableFuture<FSDataInputStream> openFileWithOptions(
      Path file, OpenFileParameters parameters) throws IOException {
    long length = parameters.getOptions().getLong("fs.option.openfile.length", -1);
    return CompletableFuture.completedFuture(length < 0 ? open(file, 0) : open(file, length));
  }

  private FSDataInputStream open(Path file, long length) {
    return new FSDataInputStream(new Ranges(file, length));
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    note(file.getPath(), "hosts");
    String name = file.getPath().getName();
    long third = file.getLen() / 3;
    return new BlockLocation[] {
      block(0, third, name + "-a", "common"),
      block(third, file.getLen() - third, name + "-b", "common")
    };
  }

  private static BlockLocation block(long offset, long length, String... hosts) {
    return new BlockLocation(hosts, hosts, offset, length);
  }

  /** Each reading that is not from where the one before it ended is a request. */
  private final class Ranges extends FSInputStream {
    private final Path file;
    private final long length;
    private InputStream in;
    private long position;

    Ranges(Path file, long length) {
      this.file = file;
      this.length = length;
    }

    @Override
    public void seek(long to) throws IOException {
      if (to != position) {
        close();
        position = to;
      }
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public boolean seekToNewSource(long to) {
      return false;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
      if (position >= length) {
        return -1;
      }
      if (in == null) {
        note(file, "get");
        in = new java.io.FileInputStream(pathToFile(file));
        in.skipNBytes(position);
      }
      int read = in.read(buffer, offset, count);
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      if (in != null) {
        in.close();
        in = null;
      }
    }
  }
}
