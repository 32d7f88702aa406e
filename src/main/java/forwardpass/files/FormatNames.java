package forwardpass.files;

import java.util.Locale;

/** The names of formats, as people write them. */
public final class FormatNames {
  private FormatNames() {}

  /** The name of one of {@code --format}. */
  public static String of(String format) {
    return switch (format) {
      case "idx", "csv", "json", "orc" -> format.toUpperCase(Locale.ROOT);
      case "libsvm" -> "LIBSVM";
      case "parquet" -> "Parquet";
      case "avro" -> "Avro";
      default -> format;
    };
  }
}
