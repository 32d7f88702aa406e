package forwardpass.weights.npy;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dict as Python source writes it, in the part of the language that NumPy's {@code
 * numpy.lib.format} describes arrays with: strs without escapes, bools, ints and tuples of ints.
 */
final class DictLiteral {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*('[^'\\\\]*'|\"[^\"\\\\]*\"|-?[0-9]+L?|[A-Za-z]+|[{}():,\\[]|\\z)", Pattern.DOTALL);

  /** Digits of the largest numbers that fit 64 bits whatever the digits are. */
  private static final int MOST_DIGITS = 18;

  private final Matcher tokens;
  private final int length;
  private final FilePosition position;
  private String token;
  private int tokenStart;

  private DictLiteral(String text, FilePosition position) {
    this.tokens = TOKEN.matcher(text);
    this.length = text.length();
    this.position = position;
  }

  /**
   * Reads a text that is one dict, with white space about it.
   *
   * @param position where a text that is anything else is reported
   */
  static Map<String, Literal> parse(String text, FilePosition position) {
    DictLiteral literal = new DictLiteral(text, position);
    literal.next();
    Map<String, Literal> dict = literal.dict();
    if (!literal.token.isEmpty()) {
      throw literal.unexpected();
    }
    return dict;
  }

  private Map<String, Literal> dict() {
    Map<String, Literal> dict = new LinkedHashMap<>();
    expect("{");
    while (!token.equals("}")) {
      String key = text();
      expect(":");
      if (dict.putIfAbsent(key, value()) != null) {
        throw position.corrupt("each key once", Quote.quoted(key) + " twice");
      }
      if (!token.equals("}")) {
        expect(",");
      }
    }
    next();
    return dict;
  }

  private Literal value() {
    if (isText()) {
      return new Literal.Text(text());
    }
    return switch (token) {
      case "True", "False" -> {
        boolean value = token.equals("True");
        next();
        yield new Literal.Bool(value);
      }
      case "(" -> parenthesised();
      case "[" ->
          throw position.unsupported(
              "an array of numbers", "one of a structured dtype", FilePosition.SAVE_FLOATS);
      default -> new Literal.Int(integer());
    };
  }

  /** A tuple, or one int in parentheses. */
  private Literal parenthesised() {
    expect("(");
    List<Long> values = new ArrayList<>();
    boolean isTuple = true;
    while (!token.equals(")")) {
      values.add(integer());
      isTuple = token.equals(",");
      if (!token.equals(")")) {
        expect(",");
      }
    }
    next();
    return isTuple || values.size() > 1
        ? new Literal.Tuple(values)
        : new Literal.Int(values.get(0));
  }

  /** An int; one of 64 bits and more as the largest, or least, of them. */
  private long integer() {
    String digits = token.replaceAll("L?$", "");
    if (!digits.matches("-?[0-9]+")) {
      throw unexpected();
    }
    next();
    if (digits.length() > MOST_DIGITS) {
      return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return Long.parseLong(digits);
  }

  private boolean isText() {
    return token.startsWith("'") || token.startsWith("\"");
  }

  private String text() {
    if (!isText()) {
      throw unexpected();
    }
    String text = token.substring(1, token.length() - 1);
    next();
    return text;
  }

  private void expect(String expected) {
    if (!token.equals(expected)) {
      throw unexpected();
    }
    next();
  }

  private void next() {
    tokenStart = tokens.regionStart();
    if (!tokens.lookingAt()) {
      throw unexpected();
    }
    token = tokens.group(1);
    tokenStart = tokens.start(1);
    tokens.region(tokens.end(), length);
  }

  private WeightsException unexpected() {
    return position.corrupt(
        "a dict of Python in the header of an array",
        "something else at its character " + tokenStart);
  }
}
