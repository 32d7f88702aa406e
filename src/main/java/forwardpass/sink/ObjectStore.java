package forwardpass.sink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A file system such as S3A. A file is there when it is closed, whole, and takes the place of one
 * that was there, both in one step; and the store itself can refuse this where it would replace a
 * file, or another version of one than is named. A rename copies and deletes, file by file.
 */
record ObjectStore(FileSystem fileSystem) {
  private static final String IF_ABSENT =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
  private static final String IF_TAGGED =
      CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

  /**
   * A file as it was.
   *
   * @param tag of the store's for what is in it
   */
  record Version(String tag, String text) {}

  /** A file system as such a store; nothing where it is none. */
  static Optional<ObjectStore> of(Path path, FileSystem fileSystem) throws IOException {
    return fileSystem.hasPathCapability(path, IF_ABSENT)
            && fileSystem.hasPathCapability(path, IF_TAGGED)
        ? Optional.of(new ObjectStore(fileSystem))
        : Optional.empty();
  }

  /** Makes a file, or replaces it. */
  void put(Path path, String text) throws IOException {
    write(fileSystem.createFile(path).overwrite(true), text);
  }

  /**
   * Makes a file where there is none. Of several who try, one does.
   *
   * @param text that nobody else writes
   * @return whether this one did
   */
  boolean create(Path path, String text) throws IOException {
    return tried(path, IF_ABSENT, "true", text);
  }

  /**
   * Replaces a version of a file. Of several who try, one does.
   *
   * @param text that nobody else writes
   * @return whether this one did
   */
  boolean replace(Path path, Version version, String text) throws IOException {
    return tried(path, IF_TAGGED, version.tag(), text);
  }

  /**
   * The version of a file that is there. A file that is replaced while it is read is read again:
   * the store gives no text of one version for another.
   */
  Optional<Version> version(Path path) throws IOException {
    try {
      FileStatus status = fileSystem.getFileStatus(path);
      while (true) {
        try {
          return Optional.of(new Version(tag(status), text(status)));
        } catch (FileNotFoundException e) {
          throw e;
        } catch (IOException e) {
          FileStatus now = fileSystem.getFileStatus(path);
          if (tag(now).equals(tag(status))) {
            throw e;
          }
          status = now;
        }
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String tag(FileStatus status) throws IOException {
    if (status instanceof EtagSource tagged && tagged.getEtag() != null) {
      return tagged.getEtag();
    }
    throw new IOException("expected an ETag of %s, found none".formatted(status.getPath()));
  }

  private String text(FileStatus status) throws IOException {
    try (InputStream in =
        FutureIO.awaitFuture(
            fileSystem.openFile(status.getPath()).withFileStatus(status).build())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One that was done may be tried again, and then fail, where its answer was lost. */
  private boolean tried(Path path, String condition, String value, String text) throws IOException {
    FSDataOutputStreamBuilder<?, ?> file = fileSystem.createFile(path).overwrite(true);
    file.must(condition, value);
    try {
      write(file, text);
      return true;
    } catch (IOException e) {
      Optional<Version> found = version(path);
      if (found.isEmpty()) {
        throw e;
      }
      return found.get().text().equals(text);
    }
  }

  private static void write(FSDataOutputStreamBuilder<?, ?> file, String text) throws IOException {
    FSDataOutputStream out = file.create().recursive().build();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      out.abort(); // what is closed is there
      throw e;
    }
    out.close();
  }
}
