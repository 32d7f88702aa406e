package forwardpass.files;

/**
 * What a file is, told from its first bytes and its name.
 *
 * @param kind whether it is known
 * @param format the one of {@code --format} that reads it; null where none does
 * @param named whether its name, too, says so
 * @param description what it is, in a few words
 * @param advice what to do with one that is of no format that is read
 */
public record FileType(Kind kind, String format, boolean named, String description, String advice) {
  static final String CHECK = "check that this is what you meant, or say what it is with --format";

  /** What is known of a file. */
  public enum Kind {
    /** It is of a format that is read. */
    READ,
    /** It is of a format that is not. */
    OTHER,
    /** It is text of no format, such as a README. */
    TEXT,
    /** It has no bytes, and a name that says nothing. */
    EMPTY,
    /** Anything else. */
    UNKNOWN
  }

  static FileType read(String format, boolean named) {
    return new FileType(Kind.READ, format, named, FileFormat.title(format), CHECK);
  }

  static FileType other(String description, String advice) {
    return new FileType(Kind.OTHER, null, false, description, advice);
  }

  static FileType of(Kind kind, String description) {
    return new FileType(kind, null, false, description, CHECK);
  }

  /** Whether a format is the one that reads it. */
  public boolean isOf(FileFormat other) {
    return other.id().equals(format);
  }
}
