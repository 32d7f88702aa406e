package forwardpass.inspect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tells how images are stored from the first bytes of the first file, unzipped where they are
 * gzipped; and where those could be anything, from its name.
 */
public final class ImageFormat {
  /** The format of the files that the project is about: whatever is no other is taken for it. */
  public static final String IDX = "idx";

  static final int HEAD_BYTES = 256;
  private static final byte[] NONE = {};

  private ImageFormat() {}

  /** The format of what a path, directory or glob names; {@link #IDX} where there is nothing. */
  public static String of(String images, Configuration hadoop) {
    try {
      Path path = new Path(images);
      FileSystem fileSystem = path.getFileSystem(hadoop);
      Optional<FileStatus> first = first(fileSystem, fileSystem.globStatus(path));
      return first.isEmpty() ? IDX : of(fileSystem, first.get().getPath());
    } catch (IOException | IllegalArgumentException e) {
      return IDX; // its reader says what is wrong
    }
  }

  private static Optional<FileStatus> first(FileSystem fileSystem, FileStatus... found)
      throws IOException {
    if (found == null) {
      return Optional.empty();
    }
    Arrays.sort(found);
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      Optional<FileStatus> file =
          status.isDirectory()
              ? first(fileSystem, fileSystem.listStatus(status.getPath()))
              : Optional.of(status);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private static String of(FileSystem fileSystem, Path file) throws IOException {
    return of(head(fileSystem, file), file.getName());
  }

  /**
   * The format of a file.
   *
   * @param head its first bytes, unzipped, {@link #HEAD_BYTES} where it has so many
   */
  static String of(byte[] head, String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (startsWith(head, 0x89, 'P', 'N', 'G')
        || startsWith(head, 0xff, 0xd8, 0xff)
        || startsWith(head, 'G', 'I', 'F', '8')
        || isBmp(head)
        || name.matches(".*\\.(png|jpe?g|gif|bmp)")) {
      return "image";
    }
    if (startsWith(head, 'P', 'A', 'R', '1') || name.endsWith(".parquet")) {
      return "parquet";
    }
    if (startsWith(head, 'O', 'R', 'C') || name.endsWith(".orc")) {
      return "orc";
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      return "json";
    }
    if (name.endsWith(".avro")) {
      return "avro";
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.matches("(?s)[-+.0-9eE]+( [0-9]+:[-+.0-9eE]*)+.*")) {
      return "libsvm";
    }
    if (text.matches("(?is)\"?(label|pixel_?0|1x1)\"?,.*") || name.endsWith(".csv")) {
      return "csv";
    }
    return name.matches(".*\\.(libsvm|svm)") ? "libsvm" : IDX;
  }

  private static byte[] head(FileSystem fileSystem, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(fileSystem.open(file))) {
      in.mark(2);
      boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return (isGzip ? new GZIPInputStream(in) : in).readNBytes(HEAD_BYTES);
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      return NONE; // damaged: its reader says how
    }
  }

  /** Not by its two letters alone, with which lengths of other formats may begin. */
  private static boolean isBmp(byte[] head) {
    return startsWith(head, 'B', 'M') && head.length > 9 && head[8] == 0 && head[9] == 0;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
