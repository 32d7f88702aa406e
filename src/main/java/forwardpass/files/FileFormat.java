package forwardpass.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A format of files that are read, in the order in which names are asked: a table of IDX files'
 * images may be named after them.
 */
public enum FileFormat {
  IMAGE(
      "image",
      "\\.(png|jpe?g|jpe|jfif|gif|bmp|dib)",
      head ->
          startsWith(head, 0x89, 'P', 'N', 'G')
              || startsWith(head, 0xff, 0xd8, 0xff)
              || startsWith(head, 'G', 'I', 'F', '8')
              || isBmp(head)),
  PARQUET("Parquet", "\\.(parquet|parq|pq)", head -> startsWith(head, 'P', 'A', 'R', '1')),
  ORC("ORC", "\\.orc", head -> startsWith(head, 'O', 'R', 'C')),
  JSON("JSON", "\\.(json|jsonl|ndjson)"),
  AVRO("Avro", "\\.avro", head -> startsWith(head, 'O', 'b', 'j', 1)),
  CSV("CSV", "\\.(csv|tsv)"),
  LIBSVM("LIBSVM", "\\.(libsvm|svm|svmlight)"),
  /** Zeros are too little to tell it by: it is asked for when other formats are not. */
  IDX("IDX", "(-ubyte|\\bidx[0-9]|\\.idx|\\.ubyte).*", head -> false);

  private final String title;
  private final Pattern names;
  private final Predicate<byte[]> beginning;
  private final boolean isText;

  FileFormat(String title, String names, Predicate<byte[]> beginning) {
    this(title, names, beginning, false);
  }

  /** Of text, which is told by patterns. */
  FileFormat(String title, String names) {
    this(title, names, head -> false, true);
  }

  FileFormat(String title, String names, Predicate<byte[]> beginning, boolean isText) {
    this.title = title;
    this.names = Pattern.compile(".*" + names);
    this.beginning = beginning;
    this.isText = isText;
  }

  /** As {@code --format} has it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people write it. */
  public String title() {
    return title;
  }

  /** The one of a name of {@code --format}; none where Spark, or a library, finds its files. */
  static Optional<FileFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  /** As {@link #title()}, of any of {@code --format}. */
  static String title(String id) {
    return of(id).map(FileFormat::title).orElse(id);
  }

  /** Whether one of {@code --format} is of text. */
  static boolean isText(String id) {
    return of(id).stream().anyMatch(format -> format.isText);
  }

  /** Whether one of {@code --format} is of tables whose files have bytes, be there no rows. */
  static boolean isNeverEmpty(String id) {
    return of(id).stream().anyMatch(format -> !format.isText);
  }

  /** Whether a name, in small letters and without {@code .gz}, is for it. */
  boolean isNamed(String plain) {
    return names.matcher(plain).matches();
  }

  /** Whether first bytes are those of such a file, and of no other. */
  public boolean begins(byte[] head) {
    return beginning.test(head);
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
