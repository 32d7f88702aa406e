package forwardpass.source.text;

import forwardpass.text.CsvFields;
import java.io.Serializable;
import java.util.List;

/**
 * How the lines of files of CSV are laid out.
 *
 * @param names of all columns
 * @param header the fields of each file's first line; none where that is a record
 * @param pixels which columns have the pixels, in their order
 * @param label which column has the label; negative for none
 * @param labels where the labels come from, or that there are none, in words
 */
public record CsvLayout(
    char separator,
    List<String> names,
    List<String> header,
    List<Integer> pixels,
    int label,
    String labels)
    implements Serializable {
  /** What is unusual in it, in words. */
  public String described() {
    String described = header.isEmpty() ? "no header, " : "";
    return switch (separator) {
      case ';' -> described + "separated by semicolons, ";
      case '\t' -> described + "separated by tabs, ";
      case '|' -> described + "separated by bars, ";
      case ' ' -> described + "separated by spaces, ";
      default -> described;
    };
  }

  /** Whether a line has a pixel above 1; one that cannot be read has none. */
  public boolean isBeyondOne(String line) {
    CsvFields fields = new CsvFields(separator);
    fields.read(line);
    if (fields.count(names.size()) != names.size()) {
      return false;
    }
    try {
      for (int pixel : pixels) {
        if (fields.number(pixel) > 1) {
          return true;
        }
      }
    } catch (NumberFormatException e) {
      return false; // a bad record
    }
    return false;
  }
}
