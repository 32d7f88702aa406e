package forwardpass.chapter;

import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An array of one or two dimensions, to be printed as NumPy 2 prints it with its default options
 * (where it has at most 1,000 values: more of them NumPy would leave out).
 */
final class PrintedArray {
  private static final int LINE_COLUMNS = 75;

  private final List<Integer> shape;
  private final List<String> words;

  private PrintedArray(List<Integer> shape, List<String> words) {
    this.shape = shape;
    this.words = words;
  }

  /** A vector of float64. */
  static PrintedArray of(double... vector) {
    return new PrintedArray(List.of(vector.length), FloatFormat.format(vector));
  }

  /** A matrix of float64; no row may be longer than another. */
  static PrintedArray of(double[][] matrix) {
    double[] values = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
    return new PrintedArray(List.of(matrix.length, matrix[0].length), FloatFormat.format(values));
  }

  /** Whole numbers, printed as an array of integers. */
  static PrintedArray ofWholeNumbers(Tensor tensor) {
    List<String> words = new ArrayList<>();
    for (float value : tensor.values()) {
      words.add(String.valueOf((long) value));
    }
    int width = words.stream().mapToInt(String::length).max().orElse(0);
    return new PrintedArray(
        tensor.shape(),
        words.stream().map(word -> " ".repeat(width - word.length()) + word).toList());
  }

  /** A shape as NumPy writes the tuple: {@code (3,)}, {@code (2, 3)}. */
  static String shapeText(List<Integer> shape) {
    return shape.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
  }

  String shapeText() {
    return shapeText(shape);
  }

  @Override
  public String toString() {
    if (shape.size() == 1) {
      return row(words, LINE_COLUMNS, " ");
    }
    int width = shape.get(1);
    List<String> rows = new ArrayList<>();
    for (int start = 0; start < words.size(); start += width) {
      rows.add(row(words.subList(start, start + width), LINE_COLUMNS - 1, "  "));
    }
    return rows.stream().collect(Collectors.joining("\n ", "[", "]"));
  }

  /** Breaks lines where NumPy does: each leaves room for a closing bracket. */
  private static String row(List<String> words, int columns, String indent) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder("[");
    int before = indent.length() - 1; // what stands on the line before its bracket
    for (String word : words) {
      if (before + line.length() + word.length() >= columns && line.length() > 1) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
        before = 0;
      }
      line.append(word).append(' ');
    }
    if (!words.isEmpty()) {
      line.setLength(line.length() - 1);
    }
    return text.append(line).append(']').toString();
  }
}
