package forwardpass.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of one line of CSV after the other, with quotes as RFC 4180 has them. */
public final class CsvFields {
  private static final int LONGEST_INT = 7;

  private final char separator;
  private String line = "";
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private boolean[] quoted = new boolean[64];
  private int count;

  /** Of lines with this between their fields. */
  public CsvFields(char separator) {
    this.separator = separator;
  }

  /** Takes up the next line. */
  public void read(String nextLine) {
    line = nextLine;
    count = 0;
    int at = 0;
    do {
      at = field(at) + 1;
    } while (at <= line.length());
  }

  /** Reads a field; gives where the separator after it is, or the end. */
  private int field(int from) {
    int start = from;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    if (start < line.length() && line.charAt(start) == '"') {
      int end = start + 1;
      while (end < line.length() && (line.charAt(end) != '"' || isDoubled(end))) {
        end += line.charAt(end) == '"' ? 2 : 1;
      }
      add(start + 1, Math.min(end, line.length()), true);
      return separatorAt(end);
    }
    int end = separatorAt(from);
    add(from, end, false);
    return end;
  }

  private boolean isDoubled(int quote) {
    return quote + 1 < line.length() && line.charAt(quote + 1) == '"';
  }

  private int separatorAt(int from) {
    int found = line.indexOf(separator, from);
    return found < 0 ? line.length() : found;
  }

  private void add(int start, int end, boolean isQuoted) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      quoted = Arrays.copyOf(quoted, 2 * count);
    }
    starts[count] = start;
    ends[count] = end;
    quoted[count++] = isQuoted;
  }

  /** How many fields there are; those that are empty at the end only count up to this. */
  public int count(int expected) {
    int counted = count;
    while (counted > expected && text(counted - 1).isBlank()) {
      counted--;
    }
    return counted;
  }

  /** A field as it is written, without quotes around it. */
  public String text(int field) {
    String text = line.substring(starts[field], ends[field]);
    return quoted[field] ? text.replace("\"\"", "\"") : text;
  }

  /** All fields, without spaces around them and without those that are empty at the end. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count(0); i++) {
      texts.add(text(i).strip());
    }
    return texts;
  }

  /**
   * A field as a number.
   *
   * @throws NumberFormatException where it is none
   */
  public float number(int field) {
    int start = starts[field];
    int end = ends[field];
    if (end > start && end - start <= LONGEST_INT) {
      int value = 0;
      int at = start;
      while (at < end && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
        value = 10 * value + line.charAt(at++) - '0';
      }
      if (at == end) {
        return value;
      }
    }
    return (float) Decimal.of(text(field));
  }
}
