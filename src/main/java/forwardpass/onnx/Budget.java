package forwardpass.onnx;

/**
 * How many values a graph may make: as many as its file has bytes, and a million more. Each matrix
 * of a network is made once, or twice where it is scaled; a graph that makes much more of a small
 * file, by using a constant over and over, would fill the memory.
 */
final class Budget {
  private static final long ALWAYS = 1 << 20;

  private final ModelFile file;
  private long left;

  Budget(ModelFile file) {
    this.file = file;
    this.left = file.length() + ALWAYS;
  }

  /** Takes values off, before they are made. */
  void spend(long values) {
    left -= values;
    if (left < 0) {
      throw file.unsupported(
          "arithmetic on about as many values as the file has bytes, %d".formatted(file.length()),
          "more");
    }
  }
}
