package forwardpass.report.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;

/**
 * A piece of HTML. What is put into one is text, whatever is in it, unless it is such a piece.
 *
 * @param html well formed
 */
record Markup(String html) {
  static final Markup NONE = new Markup("");

  /**
   * A piece with values in it.
   *
   * @param format as {@link String#format} has it
   * @param values pieces, numbers, or anything else that becomes text
   */
  static Markup of(String format, Object... values) {
    return new Markup(
        String.format(Locale.ROOT, format, Arrays.stream(values).map(Markup::escaped).toArray()));
  }

  static Markup join(Collection<Markup> pieces) {
    StringBuilder all = new StringBuilder();
    pieces.forEach(piece -> all.append(piece.html));
    return new Markup(all.toString());
  }

  private static Object escaped(Object value) {
    return value instanceof Markup piece
        ? piece.html
        : value instanceof Number ? value : StringEscapeUtils.escapeHtml4(String.valueOf(value));
  }
}
