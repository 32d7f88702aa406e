package forwardpass.inspect;

import forwardpass.files.FileFormat;
import forwardpass.files.FileType;
import forwardpass.text.CsvFirstLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text: CSV, or LIBSVM. Its numbers are not read. */
final class TextKind implements FileKind {
  /** Wide enough for a header of 4,000 columns. */
  private static final int WIDEST = 1 << 16;

  private static final int BLANK = -1;

  /** What stands at the beginning of some files of UTF-8. */
  private static final int MARK = '\ufeff';

  private final FileFormat format;
  private final boolean isCsv;

  private TextKind(FileFormat format, boolean isCsv) {
    this.format = format;
    this.isCsv = isCsv;
  }

  static TextKind csv() {
    return new TextKind(FileFormat.CSV, true);
  }

  static TextKind libsvm() {
    return new TextKind(FileFormat.LIBSVM, false);
  }

  @Override
  public boolean matches(byte[] head, FileType type) {
    return type.isOf(format);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder first = new StringBuilder();
    long lines = 0;
    int begin = BLANK; // what a line begins with, but for spaces
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        lines += isRow(begin) ? 1 : 0;
        begin = BLANK;
        first.setLength(lines == 0 ? 0 : first.length());
      } else {
        begin = begin == BLANK && !Character.isWhitespace(c) && c != MARK ? c : begin;
        if (lines == 0 && c != MARK && first.length() < WIDEST) {
          first.append((char) c);
        }
      }
    }
    lines += isRow(begin) ? 1 : 0;
    List<String> described = new ArrayList<>(List.of("format: " + format.title()));
    if (isCsv) {
      CsvFirstLine line = CsvFirstLine.of(first.toString());
      described.add(
          line.isRecord()
              ? String.format(Locale.ROOT, "columns: %,d, without a header", line.fields().size())
              : "columns: " + columns(line.names()));
      lines -= line.isRecord() ? 0 : 1;
    }
    described.add(String.format(Locale.ROOT, "rows: %,d", lines));
    return described;
  }

  private boolean isRow(int begin) {
    return begin != BLANK && (isCsv || begin != '#');
  }

  private static String columns(List<String> names) {
    return names.size() <= 4
        ? String.join(", ", names)
        : String.format(
            Locale.ROOT,
            "%,d: %s, %s, … %s",
            names.size(),
            names.get(0),
            names.get(1),
            names.get(names.size() - 1));
  }
}
