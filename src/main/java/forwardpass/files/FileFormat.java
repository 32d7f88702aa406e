package forwardpass.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A format of files that are read, in the order in which names are asked: a table of IDX files'
 * images may be named after them.
 */
public enum FileFormat {
  /** Of BMP not the two letters alone, with which lengths of other formats may begin. */
  IMAGE(
      "image",
      "\\.(png|jpe?g|jpe|jfif|gif|bmp|dib)",
      "\u0089PNG|\u00ff\u00d8\u00ff|GIF8|BM.{6}\0\0"),
  PARQUET("Parquet", "\\.(parquet|parq|pq)", "PAR1"),
  ORC("ORC", "\\.orc", "ORC"),
  JSON("JSON", "\\.(json|jsonl|ndjson)"),
  AVRO("Avro", "\\.avro", "Obj\1"),
  CSV("CSV", "\\.(csv|tsv)"),
  LIBSVM("LIBSVM", "\\.(libsvm|svm|svmlight)"),
  /** Told by what is behind the name of its first member. */
  WEBDATASET("tar", "\\.(tar|tgz)", FileFormat.NONE),
  /** A zip, of which there are other kinds: told by the name. */
  NPZ("NumPy", "\\.npz", FileFormat.NONE),
  NPY("NumPy", "\\.npy", "\u0093NUMPY"),
  /** Zeros are too little to tell it by: that is asked when it is nothing else. */
  IDX("IDX", "(-ubyte|\\bidx[0-9]|\\.idx|\\.ubyte).*", FileFormat.NONE);

  private static final String NONE = "(?!)";
  private static final int LONGEST_BEGINNING = 10;

  private final String title;
  private final Pattern names;
  private final Pattern beginning;
  private final boolean isText;

  /**
   * @param beginning of all such files, and of no others, as ISO 8859-1
   */
  FileFormat(String title, String names, String beginning) {
    this(title, names, beginning, false);
  }

  /** Of text, which is told by more than its beginning. */
  FileFormat(String title, String names) {
    this(title, names, FileFormat.NONE, true);
  }

  FileFormat(String title, String names, String beginning, boolean isText) {
    this.title = title;
    this.names = Pattern.compile(".*" + names);
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
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
    return begins(head, head.length);
  }

  /** Of so many first bytes, as {@link #begins(byte[])}. */
  public boolean begins(byte[] head, int count) {
    int length = Math.min(count, LONGEST_BEGINNING);
    return beginning.matcher(new String(head, 0, length, StandardCharsets.ISO_8859_1)).lookingAt();
  }
}
