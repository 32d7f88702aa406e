package forwardpass.npz;

import forwardpass.error.InputException;
import forwardpass.error.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The head of an array in NumPy's npy format, versions 1.0 to 3.0: {@code \x93NUMPY}, the version,
 * a length, and a dict of that length.
 *
 * @param shape the first of which is the number of images, or of labels
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy:
 *     numpy.lib.format</a>
 */
public record ArrayHeader(NumberKind kind, ByteOrder order, List<Long> shape) {
  private static final String MAGIC = "\u0093NUMPY";
  private static final int MAGIC_AND_VERSION = 8;
  private static final int LONGEST = 10_000;
  private static final Pattern DESCR = Pattern.compile("'descr': *'([^']*)'");
  private static final Pattern OBJECTS = Pattern.compile("'descr': *('\\|O|\\[)");
  private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");
  private static final int MOST_DIGITS = 12;

  /**
   * Reads the header that a stream begins with.
   *
   * @param place of the array, in messages
   * @throws InputException where it is none, or of an array that is not read
   */
  static ArrayHeader read(InputStream in, String place) throws IOException {
    byte[] magic = in.readNBytes(MAGIC_AND_VERSION);
    String begin = new String(magic, StandardCharsets.ISO_8859_1);
    if (magic.length < MAGIC_AND_VERSION) {
      throw truncated(place, magic.length);
    }
    if (!begin.startsWith(MAGIC)) {
      throw corrupt(place, "other bytes");
    }
    int lengthBytes = magic[MAGIC.length()] == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    byte[] stored = in.readNBytes(lengthBytes);
    int count = length.put(stored).getInt(0);
    if (stored.length < lengthBytes) {
      throw truncated(place, MAGIC_AND_VERSION + stored.length);
    }
    if (count < 0 || count > LONGEST) {
      throw corrupt(place, "one of %s bytes".formatted(Integer.toUnsignedString(count)));
    }
    byte[] dict = in.readNBytes(count);
    if (dict.length < count) {
      throw truncated(place, MAGIC_AND_VERSION + lengthBytes + dict.length);
    }
    return parse(new String(dict, StandardCharsets.ISO_8859_1), place);
  }

  private static ArrayHeader parse(String dict, String place) {
    if (OBJECTS.matcher(dict).find()) {
      throw unsupported(
          place,
          "an array of Python objects or of records",
          "save it as an array of numbers, with numpy.stack for images of one size");
    }
    String descr = find(DESCR, dict, place);
    String shape = find(SHAPE, dict, place);
    if (find(ORDER, dict, place).equals("True")) {
      throw unsupported(place, "an array in Fortran's order", "save numpy.ascontiguousarray of it");
    }
    NumberKind kind =
        NumberKind.of(descr.isEmpty() ? "" : descr.substring(1))
            .orElseThrow(
                () ->
                    unsupported(
                        place,
                        "numbers of type " + Quote.plain(descr),
                        "save it with astype(numpy.uint8) or astype(numpy.float32)"));
    List<Long> sizes = new ArrayList<>();
    for (String size : shape.split(",", 0)) {
      String digits = size.strip();
      if (digits.length() > MOST_DIGITS) {
        throw corrupt(place, "a size of " + digits);
      }
      if (!digits.isEmpty()) {
        sizes.add(Long.parseLong(digits));
      }
    }
    if (sizes.isEmpty()) {
      throw unsupported(place, "a single number", "save an array");
    }
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new ArrayHeader(kind, order, List.copyOf(sizes));
  }

  private static String find(Pattern pattern, String dict, String place) {
    Matcher matcher = pattern.matcher(dict);
    if (!matcher.find()) {
      throw corrupt(place, "one without " + pattern.pattern().replaceAll("^'(\\w+)'.*", "$1"));
    }
    return matcher.group(1);
  }

  private static InputException truncated(String place, int found) {
    return new InputException(
        "Truncated: %s: expected the header of a NumPy array, found %d bytes; copy it again"
            .formatted(place, found));
  }

  private static InputException corrupt(String place, String found) {
    return new InputException(
        "Corrupt: %s: expected the header of a NumPy array, found %s; copy it again"
            .formatted(place, found));
  }

  private static InputException unsupported(String place, String found, String advice) {
    return new InputException(
        "Unsupported: %s: expected integers or float32 or float64, row by row, found %s; %s"
            .formatted(place, found, advice));
  }

  /** How many images, or labels, there are. */
  public long count() {
    return shape.get(0);
  }

  /** How many numbers each of them has, {@link Integer#MAX_VALUE} for more. */
  public int size() {
    long size = 1;
    for (long dimension : shape.subList(1, shape.size())) {
      size = Math.min(Integer.MAX_VALUE, size * Math.min(Integer.MAX_VALUE, dimension));
    }
    return (int) size;
  }

  /** As in {@code u1 [10000, 28, 28]}. */
  @Override
  public String toString() {
    return kind + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
  }
}
