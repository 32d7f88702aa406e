package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the writer of a file is ended, a version of it is there whole. */
class AtomicFileTest {
  @TempDir private Path dir;

  /** As object stores are: no rename replaces. It ends as if killed before one of its changes. */
  public static final class Ending extends FilterFileSystem {
    private static int changes = Integer.MAX_VALUE;

    public Ending() {
      super(new RawLocalFileSystem());
    }

    @Override
    public void initialize(URI uri, Configuration hadoop) throws IOException {
      super.initialize(URI.create("file:///"), hadoop);
      setConf(hadoop);
    }

    @Override
    public URI getUri() {
      return URI.create("ending:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {}

    private static org.apache.hadoop.fs.Path local(org.apache.hadoop.fs.Path path) {
      return new org.apache.hadoop.fs.Path("file:" + path.toUri().getPath());
    }

    @Override
    public boolean hasPathCapability(org.apache.hadoop.fs.Path path, String capability) {
      return false;
    }

    private static void change() throws IOException {
      if (changes-- <= 0) {
        throw new IOException("killed");
      }
    }

    @Override
    public org.apache.hadoop.fs.FSDataInputStream open(org.apache.hadoop.fs.Path path, int size)
        throws IOException {
      return fs.open(local(path), size);
    }

    @Override
    public org.apache.hadoop.fs.FSDataOutputStream create(
        org.apache.hadoop.fs.Path path,
        org.apache.hadoop.fs.permission.FsPermission permission,
        boolean overwrite,
        int buffer,
        short replication,
        long block,
        org.apache.hadoop.util.Progressable progress)
        throws IOException {
      boolean cut = changes == 0;
      if (!cut) {
        change();
      }
      var out = fs.create(local(path), permission, overwrite, buffer, replication, block, progress);
      if (cut) {
        out.write('{');
        out.close();
        throw new IOException("killed");
      }
      return out;
    }

    @Override
    public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
      change();
      return fs.delete(local(path), recursive);
    }

    @Override
    public org.apache.hadoop.fs.FileStatus getFileStatus(org.apache.hadoop.fs.Path path)
        throws IOException {
      return fs.getFileStatus(local(path));
    }

    @Override
    protected void rename(
        org.apache.hadoop.fs.Path from,
        org.apache.hadoop.fs.Path to,
        org.apache.hadoop.fs.Options.Rename... options)
        throws IOException {
      if (exists(to)) {
        delete(to, false);
      }
      rename(from, to);
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      change();
      if (exists(to)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      return fs.rename(local(from), local(to));
    }
  }

  private static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.ending.impl", Ending.class.getName());
    hadoop.setBoolean("fs.ending.impl.disable.cache", true);
    return hadoop;
  }

  private static void killAfter(int changes) {
    Ending.changes = changes;
  }

  private static boolean isWhole(String text) {
    return text.startsWith("{") && text.endsWith("}");
  }

  private static Optional<String> read(org.apache.hadoop.fs.Path file) throws IOException {
    return AtomicFile.read(file, AtomicFileTest::isWhole, hadoop());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aWriterThatIsEndedAnywhereLeavesOneVersionWhole(int changes) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("ending://" + dir + "/file");
    killAfter(Integer.MAX_VALUE);
    AtomicFile.write(file, "{1}", hadoop());

    killAfter(changes);
    boolean killed = false;
    try {
      AtomicFile.write(file, "{2}", hadoop());
    } catch (IOException e) {
      assertEquals("killed", e.getMessage());
      killed = true;
    }
    killAfter(Integer.MAX_VALUE);

    assertEquals(changes < 3, killed);
    try (FileSystem fileSystem = FileSystem.newInstance(file.toUri(), hadoop())) {
      assertTrue(AtomicFile.isThere(file, AtomicFileTest::isWhole, fileSystem));
    }
    assertEquals(Optional.of(changes == 0 ? "{1}" : "{2}"), read(file));
    // ended again while it writes the next one: what was read stays
    killAfter(0);
    try {
      AtomicFile.write(file, "{3}", hadoop());
    } catch (IOException e) {
      assertEquals("killed", e.getMessage());
    }
    killAfter(Integer.MAX_VALUE);
    assertEquals(Optional.of(changes == 0 ? "{1}" : "{2}"), read(file));
  }

  @Test
  void aLocalFileIsReplacedByOneRename() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "{old}");
    Files.writeString(dir.resolve(".file.crc"), "of the old one");
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());

    AtomicFile.write(path, "{new}", new Configuration());

    assertEquals("{new}", Files.readString(file));
    try (Stream<Path> files = Files.list(dir)) {
      assertEquals(List.of(file), files.toList());
    }
    try (var in = FileSystem.getLocal(new Configuration()).open(path)) {
      assertEquals("{new}", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatAnEarlierVersionLeftBesideAFileThatIsGoneIsRead() throws IOException {
    Files.writeString(dir.resolve(".file.partial"), "{only}");
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(dir + "/file");

    assertEquals(
        Optional.of("{only}"), AtomicFile.read(path, AtomicFileTest::isWhole, new Configuration()));

    assertEquals("{only}", Files.readString(dir.resolve("file")));
  }
}
