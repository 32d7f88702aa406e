package forwardpass.source.text;

import forwardpass.error.InputException;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells JSON with a record in each line, as Spark has it, from JSON that goes on over lines. */
public final class JsonText {
  private JsonText() {}

  /**
   * Whether the first file is an array of records that goes on over lines.
   *
   * @throws InputException where a record does, without an array around it: of several such, Spark
   *     would read the first alone
   */
  public static boolean isInSeveralLines(Dataset<Row> lines, String path) throws IOException {
    Optional<TextHead> opened = TextHead.of(lines);
    if (opened.isEmpty()) {
      return false;
    }
    try (TextHead head = opened.get()) {
      String line = head.next().strip();
      if (line.startsWith("{") && isOpen(line)) {
        throw new InputException(
            "Unsupported: %s: expected JSON with a record in each line, or an array of records, found a record that goes on after its first line; write each record in one line"
                .formatted(path));
      }
      return line.startsWith("[") && isOpen(line);
    }
  }

  /** Whether more braces are opened than closed, outside of texts. */
  private static boolean isOpen(String line) {
    int depth = 0;
    boolean isText = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (isText && c == '\\') {
        i++;
      } else if (c == '"') {
        isText = !isText;
      } else if (!isText && (c == '{' || c == '[')) {
        depth++;
      } else if (!isText && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return depth > 0;
  }
}
