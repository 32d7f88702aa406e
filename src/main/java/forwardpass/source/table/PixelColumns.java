package forwardpass.source.table;

import forwardpass.error.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the columns that have one pixel each by their names: {@code pixel0}, {@code pixel_0},
 * {@code 1x1}; and {@code p0}, {@code feature_0} or {@code 0}, where there are exactly as many as
 * pixels, and no others are.
 */
final class PixelColumns {
  private static final Pattern NAMED =
      Pattern.compile("(?i)pixel_?([0-9]{1,9})|([0-9]{1,5})x([0-9]{1,5})");
  private static final Pattern PREFIXED = Pattern.compile("(?i)([a-z][a-z_.]*)[0-9]{1,9}");
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9})");

  private record Pixel(String name, int column, int row, int number) {
    boolean isAt(int otherRow, int otherNumber) {
      return row == otherRow && number == otherNumber;
    }
  }

  private final List<Pixel> pixels;
  private final String path;

  private PixelColumns(List<Pixel> pixels, String path) {
    this.pixels = pixels;
    this.path = path;
  }

  /**
   * The places of those columns among all, in the order of the pixels' numbers.
   *
   * @return nothing where no column is named so
   * @throws InputException where there are more or fewer than the network takes, or one twice
   */
  static Optional<List<Integer>> find(List<String> names, int width, String path) {
    List<Pixel> named = matching(NAMED, names);
    if (!named.isEmpty()) {
      return Optional.of(new PixelColumns(named, path).ordered(width));
    }
    List<List<Pixel>> numbered =
        Stream.concat(prefixed(names), Stream.of(NUMBER))
            .map(pattern -> matching(pattern, names))
            .filter(found -> found.size() == width)
            .toList();
    return numbered.size() == 1
        ? Optional.of(new PixelColumns(numbered.get(0), path).ordered(width))
        : Optional.empty();
  }

  /** A pattern for each word that stands before numbers. */
  private static Stream<Pattern> prefixed(List<String> names) {
    return names.stream()
        .map(PREFIXED::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
        .distinct()
        .map(prefix -> Pattern.compile("(?i)" + Pattern.quote(prefix) + "([0-9]{1,9})"));
  }

  private static List<Pixel> matching(Pattern pattern, List<String> names) {
    List<Pixel> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Matcher matcher = pattern.matcher(names.get(i));
      if (matcher.matches()) {
        boolean hasRow = matcher.group(1) == null;
        found.add(
            new Pixel(
                names.get(i),
                i,
                hasRow ? Integer.parseInt(matcher.group(2)) : -1,
                Integer.parseInt(matcher.group(hasRow ? 3 : 1))));
      }
    }
    found.sort(Comparator.comparingInt(Pixel::row).thenComparingInt(Pixel::number));
    return found;
  }

  private List<Integer> ordered(int width) {
    for (int i = 1; i < pixels.size(); i++) {
      if (pixels.get(i).isAt(pixels.get(i - 1).row(), pixels.get(i - 1).number())) {
        throw new InputException(
            "Unsupported: %s: expected one column for each pixel, found %s and %s; remove one of them"
                .formatted(path, pixels.get(i - 1).name(), pixels.get(i).name()));
      }
    }
    if (pixels.size() != width) {
      throw wrongNumber(path, width, pixels.size());
    }
    requireAll();
    return pixels.stream().map(Pixel::column).toList();
  }

  private void requireAll() {
    Pixel first = pixels.get(0);
    boolean hasRows = first.row() >= 0;
    int perRow =
        hasRows
            ? (int) pixels.stream().filter(pixel -> pixel.row() == first.row()).count()
            : pixels.size();
    boolean isFirst = first.number() <= 1 && first.row() <= 1;
    for (int i = 0; i < pixels.size(); i++) {
      int row = hasRows ? first.row() + i / perRow : first.row();
      if (!isFirst || !pixels.get(i).isAt(row, first.number() + i % perRow)) {
        throw new InputException(
            "Unsupported: %s: expected pixels that are numbered from 0 or 1 without a gap, found %s%s; add the columns that are missing"
                .formatted(
                    path,
                    pixels.get(i).name(),
                    i == 0 ? " as the first" : " after " + pixels.get(i - 1).name()));
      }
    }
  }

  /** What to say where the columns of pixels are not as many as the network takes. */
  static InputException wrongNumber(String path, int width, int found) {
    return new InputException(
        "Unsupported: %s: expected a header with %d columns named pixel0, pixel1 and so on, as many as the network takes, found %d; check the file and the weights"
            .formatted(path, width, found));
  }
}
