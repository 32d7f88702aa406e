package forwardpass.inspect;

import forwardpass.files.FileTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A table of text: Kaggle's CSV, with a header, or LIBSVM. Its numbers are not read. */
final class TextKind implements FileKind {
  /** Wide enough for a header of 4,000 columns. */
  private static final int WIDEST = 1 << 16;

  private final String format;
  private final String name;
  private final boolean hasHeader;

  private TextKind(String format, String name, boolean hasHeader) {
    this.format = format;
    this.name = name;
    this.hasHeader = hasHeader;
  }

  static TextKind csv() {
    return new TextKind("csv", "CSV", true);
  }

  static TextKind libsvm() {
    return new TextKind("libsvm", "LIBSVM", false);
  }

  @Override
  public boolean matches(byte[] head, String file) {
    return FileTypes.of(head, file).isOf(format);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    StringBuilder first = new StringBuilder();
    long lines = 0;
    boolean isEmpty = true;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        lines += isEmpty ? 0 : 1;
        isEmpty = true;
      } else if (c != '\r') {
        isEmpty = false;
        if (lines == 0 && first.length() < WIDEST) {
          first.append((char) c);
        }
      }
    }
    lines += isEmpty ? 0 : 1;
    String rows =
        String.format(Locale.ROOT, "rows: %,d", hasHeader && lines > 0 ? lines - 1 : lines);
    return hasHeader
        ? List.of("format: " + name, "columns: " + columns(first.toString()), rows)
        : List.of("format: " + name, rows);
  }

  private static String columns(String header) {
    String[] names = header.split(",", -1);
    return names.length <= 4
        ? String.join(", ", names)
        : String.format(
            Locale.ROOT,
            "%,d: %s, %s, … %s",
            names.length,
            names[0],
            names[1],
            names[names.length - 1]);
  }
}
