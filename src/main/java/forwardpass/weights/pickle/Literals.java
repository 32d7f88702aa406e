package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.weights.data.FilePosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The arguments that opcodes write as text, as CPython's {@code Lib/pickletools.py} describes them:
 * decimal lines, quoted strings, raw-unicode-escape and UTF-8.
 */
final class Literals {
  /** Longest line of a number or a name. */
  static final int SHORT_LINE = 1024;

  /** Longest line that holds an array: 1 GiB. */
  static final int LONG_LINE = 1 << 30;

  private static final Pattern REAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private final ByteSource source;

  Literals(ByteSource source) {
    this.source = source;
  }

  /** INT: a decimal number, or 00 and 01 for the two truth values. */
  Value decimalOrBool() {
    String line = shortLine();
    return switch (line) {
      case "00" -> new Value.Bool(false);
      case "01" -> new Value.Bool(true);
      default -> new Value.Int(parse(line));
    };
  }

  /** LONG: a decimal number and the letter L. */
  Value decimalLong() {
    String line = shortLine();
    return new Value.Int(parse(line.endsWith("L") ? line.substring(0, line.length() - 1) : line));
  }

  /** FLOAT: a decimal number as Python prints it. */
  Value decimalReal() {
    String line = shortLine();
    return switch (line) {
      case "nan", "-nan" -> new Value.Real(Double.NaN);
      case "inf" -> new Value.Real(Double.POSITIVE_INFINITY);
      case "-inf" -> new Value.Real(Double.NEGATIVE_INFINITY);
      default -> {
        if (!REAL.matcher(line).matches()) {
          throw source.position().corrupt("a decimal number", Quote.quoted(line));
        }
        yield new Value.Real(Double.parseDouble(line));
      }
    };
  }

  /** GET and PUT: a decimal number. */
  long decimal() {
    return parse(shortLine());
  }

  private long parse(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw source.position().corrupt("a decimal number of at most 64 bits", Quote.quoted(digits));
    }
  }

  /** GLOBAL: a line that is a name. */
  String shortLine() {
    return new String(source.line(SHORT_LINE), StandardCharsets.ISO_8859_1);
  }

  /** BINUNICODE and the like: UTF-8 of a length in bytes. */
  Value utf8(long length) {
    if (length > Integer.MAX_VALUE - Long.BYTES) {
      throw source
          .position()
          .unsupported(
              "a str of less than 2 GiB",
              Long.toUnsignedString(length) + " bytes",
              FilePosition.SAVE_ARRAYS);
    }
    byte[] bytes = join(source.chunks(length), (int) length);
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Decoding puts U+FFFD for what is not UTF-8; where there is one, it must have been in the
    // file.
    if (text.indexOf('\ufffd') >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw source.position().corrupt("UTF-8", "other bytes");
    }
    return new Value.Text(text);
  }

  private static byte[] join(List<byte[]> chunks, int length) {
    if (chunks.size() == 1) {
      return chunks.get(0);
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, joined, at, chunk.length);
      at += chunk.length;
    }
    return joined;
  }

  /**
   * UNICODE: a line of Latin-1 in which backslash, u and 4 or U and 8 hexadecimal digits escape.
   */
  Value rawUnicodeEscape() {
    String line = new String(source.line(LONG_LINE), StandardCharsets.ISO_8859_1);
    int escape = line.indexOf('\\');
    if (escape < 0) {
      return new Value.Text(line);
    }
    StringBuilder text = new StringBuilder(line.length());
    int copied = 0;
    while (escape >= 0) {
      int digits = escapeDigits(line, escape + 1);
      // A backslash before anything else stands for itself, and that which follows for itself too.
      int end = Math.min(escape + 2, line.length());
      if (digits > 0) {
        text.append(line, copied, escape);
        text.appendCodePoint(hexadecimal(line, end, digits, Character.MAX_CODE_POINT));
        end += digits;
        copied = end;
      }
      escape = line.indexOf('\\', end);
    }
    return new Value.Text(text.append(line, copied, line.length()).toString());
  }

  private static int escapeDigits(String line, int at) {
    if (at >= line.length()) {
      return 0;
    }
    return switch (line.charAt(at)) {
      case 'u' -> 4;
      case 'U' -> 8;
      default -> 0;
    };
  }

  private int hexadecimal(String line, int start, int digits, int largest) {
    long number = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = i < line.length() ? Character.digit(line.charAt(i), 16) : -1;
      if (digit < 0) {
        throw source.position().corrupt(digits + " hexadecimal digits in a str", "fewer");
      }
      number = number << 4 | digit;
    }
    if (number > largest) {
      throw source.position().corrupt("a Unicode character in a str", "a larger number");
    }
    return (int) number;
  }

  /** STRING: a line that is a str as Python 2 prints it, quoted, with its escapes. */
  Value python2Literal() {
    String line = new String(source.line(LONG_LINE), StandardCharsets.ISO_8859_1);
    int last = line.length() - 1;
    char quote = last > 0 ? line.charAt(0) : 0;
    if ((quote != '\'' && quote != '"') || line.charAt(last) != quote) {
      throw source.position().corrupt("a quoted str", Quote.quoted(line));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(last);
    for (int i = 1; i < last; i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      char escape = line.charAt(++i);
      // The quote that ends the literal is no part of an escape.
      if (i == last) {
        throw source.position().corrupt("a quoted str", "a backslash before its last quote");
      }
      if (escape == 'x') {
        bytes.write(hexadecimal(line.substring(0, last), i + 1, 2, 0xff));
        i += 2;
      } else {
        bytes.write(simpleEscape(escape));
      }
    }
    return new Bytes("str", List.of(bytes.toByteArray()));
  }

  private char simpleEscape(char escape) {
    return switch (escape) {
      case '\\', '\'', '"' -> escape;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default ->
          throw source
              .position()
              .corrupt("an escape of Python 2 in a str", Quote.quoted("\\" + escape));
    };
  }
}
