package forwardpass.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first line of a file of CSV, which tells how the file is laid out.
 *
 * @param separator what stands between fields
 * @param fields without those that are empty at the end
 */
public record CsvFirstLine(char separator, List<String> fields) {
  private static final List<Character> SEPARATORS = List.of(';', '\t', '|', ',', ' ');

  public CsvFirstLine {
    fields = List.copyOf(fields);
  }

  /**
   * Takes the separator that makes the most fields; a comma may be a decimal one.
   *
   * @param line without the mark of UTF-8
   */
  public static CsvFirstLine of(String line) {
    CsvFirstLine best = null;
    for (char separator : SEPARATORS) {
      CsvFirstLine split = of(line, separator);
      if (best == null || split.fields.size() > best.fields.size()) {
        best = split;
      }
    }
    return best;
  }

  /**
   * Takes the separator that makes as many fields as there could be, or else the most.
   *
   * @param line without the mark of UTF-8
   * @param width how many pixels there are
   */
  public static CsvFirstLine of(String line, int width) {
    for (char separator : SEPARATORS) {
      CsvFirstLine split = of(line, separator);
      if (split.fields.size() >= width && split.fields.size() <= width + 2) {
        return split;
      }
    }
    return of(line);
  }

  private static CsvFirstLine of(String line, char separator) {
    CsvFields fields = new CsvFields(separator);
    fields.read(line);
    return new CsvFirstLine(separator, fields.texts());
  }

  /** Whether it is no header: all fields are numbers, and not those of columns. */
  public boolean isRecord() {
    return fields.stream().allMatch(CsvFirstLine::isNumber) && !isCount(fields);
  }

  /** With a decimal comma too, which makes no header of it: its record is refused as it is read. */
  private static boolean isNumber(String field) {
    return Decimal.is(field) || Decimal.is(field.replace(',', '.'));
  }

  /** Whether numbers are those of columns, as pandas names them: 0, 1, 2 and so on. */
  public static boolean isCount(List<String> fields) {
    if (fields.size() <= 2) {
      return false;
    }
    int first = fields.get(0).equals("1") ? 1 : 0;
    return IntStream.range(0, fields.size())
        .allMatch(i -> fields.get(i).equals(String.valueOf(first + i)));
  }

  /** Of a header: NumPy writes it as a comment. Columns without a name get Spark's. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = i == 0 ? fields.get(i).replaceFirst("^#\\s*", "") : fields.get(i);
      names.add(name.isEmpty() ? "_c" + i : name);
    }
    return names;
  }
}
