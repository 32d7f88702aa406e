package forwardpass.files;

import forwardpass.idx.Gzip;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;

/**
 * Tells what files are: by their first bytes, unzipped where they are gzipped, and where those
 * could be anything by their names.
 */
public final class FileTypes {
  /** How many first bytes tell what a file is. */
  public static final int HEAD_BYTES = 1024;

  private static final int SHOWN_BYTES = 8;
  private static final int AT_ONCE = 1000;

  private FileTypes() {}

  /** The type of a file; reads its first bytes. */
  public static FileType of(FoundFile file, Configuration hadoop) throws IOException {
    if (file.length() == 0) {
      return of(new byte[0], file.name());
    }
    try (InputStream stored = new FileOpener(hadoop).openHead(file.path(), file.length());
        BufferedInputStream in = new BufferedInputStream(stored, HEAD_BYTES)) {
      in.mark(2);
      boolean isGzip = Gzip.isGzip(in.readNBytes(2));
      in.reset();
      byte[] head = isGzip ? unzipped(in) : in.readNBytes(HEAD_BYTES);
      return isGzip && head.length == 0
          ? FileType.read(NamedTypes.format(file.name()).orElse(ImageFormat.IDX), false)
          : of(head, file.name());
    }
  }

  /** Fewer bytes, or none, where they are damaged: the reader of the file says how. */
  private static byte[] unzipped(InputStream in) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    int count = 0;
    try {
      GZIPInputStream unzipped = new GZIPInputStream(in);
      for (int read = 0; read >= 0 && count < HEAD_BYTES; count += Math.max(0, read)) {
        read = unzipped.read(head, count, HEAD_BYTES - count);
      }
    } catch (EOFException | ZipException e) {
      return Arrays.copyOf(head, count);
    }
    return Arrays.copyOf(head, count);
  }

  /**
   * The type of a file.
   *
   * @param head its first bytes, unzipped, {@link #HEAD_BYTES} where it has so many
   * @param path its path, or its name alone
   */
  public static FileType of(byte[] head, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    Optional<FileType> later = Signature.behindAnything(head);
    for (FileFormat format : FileFormat.values()) {
      if (later.isEmpty() && format.begins(head)) {
        return FileType.read(format.id(), NamedTypes.isFor(format.id(), name));
      }
    }
    if (NamedTypes.isFor(ImageFormat.IMAGE, name)) {
      return FileType.read(ImageFormat.IMAGE, true); // a bad one
    }
    Optional<FileType> other = Signature.of(head).map(type -> inArchive(type, head, name));
    if (other.isPresent()) {
      return other.get();
    }
    if (head.length > 1 && head[0] == 0 && head[1] == 0) {
      return FileType.read(ImageFormat.IDX, NamedTypes.isFor(ImageFormat.IDX, name));
    }
    Optional<String> text = TextTypes.text(head).filter(found -> !found.isEmpty());
    other = text.flatMap(TextTypes::other);
    if (other.isPresent()) {
      return other.get();
    }
    Optional<String> format = NamedTypes.format(name);
    if (format.isPresent()) {
      return FileType.read(format.get(), true);
    }
    Optional<String> content = text.flatMap(TextTypes::format);
    if (content.isPresent()) {
      return FileType.read(content.get(), false);
    }
    return NamedTypes.other(name).or(() -> pickle(head)).orElseGet(() -> unknown(head, text));
  }

  /**
   * Whether a file is no part of what there is of a format, where other files are: neither its
   * content nor its name is of that format, and one of the two is of something else.
   */
  public static boolean isStray(String format, FileType type, String name) {
    if (format.equals(type.format()) || NamedTypes.isFor(format, name)) {
      return false;
    }
    if (NamedTypes.isOfStray(name)) {
      return true;
    }
    return switch (type.kind()) {
      case READ, OTHER -> true;
      case TEXT -> !FileFormat.isText(format);
      case EMPTY, UNKNOWN -> NamedTypes.hasSuffix(name);
    };
  }

  /** Whether some file is a picture that is decoded; reads their first bytes until one is. */
  public static boolean isAnyImage(FoundFiles found, Configuration hadoop) {
    for (int from = 0; from < found.files().size(); from += AT_ONCE) {
      int end = Math.min(found.files().size(), from + AT_ONCE);
      List<FileType> types =
          Parallel.map(found.files().subList(from, end), file -> of(file, hadoop));
      if (types.stream().anyMatch(type -> type.isOf(FileFormat.IMAGE))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is for a picture, of any kind. */
  public static boolean isNamedAsImage(String name) {
    return NamedTypes.isOfImage(name);
  }

  /** Whether nothing in a name speaks against a picture. */
  public static boolean mayBeImage(String name) {
    return NamedTypes.isOfImage(name)
        || !(NamedTypes.isOfStray(name)
            || NamedTypes.format(name).isPresent()
            || NamedTypes.other(name).isPresent()
            || NamedTypes.isOfText(name));
  }

  /** An archive that has a name of its own. */
  private static FileType inArchive(FileType type, byte[] head, String name) {
    if (head[0] != 'P' || head[1] != 'K') {
      return type;
    }
    return NamedTypes.isFor(FileFormat.NPZ.id(), name)
        ? FileType.read(FileFormat.NPZ.id(), true)
        : NamedTypes.other(name).orElse(type);
  }

  private static Optional<FileType> pickle(byte[] head) {
    return head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5
        ? NamedTypes.other("a.pkl")
        : Optional.empty();
  }

  private static FileType unknown(byte[] head, Optional<String> text) {
    if (head.length == 0) {
      return FileType.of(FileType.Kind.EMPTY, "an empty file");
    }
    byte[] shown = Arrays.copyOf(head, Math.min(head.length, SHOWN_BYTES));
    return text.isPresent()
        ? FileType.of(FileType.Kind.TEXT, "text of another kind")
        : FileType.of(
            FileType.Kind.UNKNOWN,
            "a file that begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(shown));
  }
}
