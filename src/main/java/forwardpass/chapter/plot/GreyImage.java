package forwardpass.chapter.plot;

/**
 * An image in shades of grey.
 *
 * @param values [rows, columns], from 0, MNIST's black background, to 1
 */
public record GreyImage(int rows, int columns, float[] values) {
  /** The mean of a rectangle, as far as the image reaches. */
  float mean(int top, int left, int height, int width) {
    float sum = 0;
    int count = 0;
    for (int row = top; row < Math.min(rows, top + height); row++) {
      for (int column = left; column < Math.min(columns, left + width); column++) {
        sum += values[row * columns + column];
        count++;
      }
    }
    return sum / count;
  }

  /** A value as a byte has it, from 0 to 255. */
  int level(int row, int column) {
    return Math.round(values[row * columns + column] * 255);
  }
}
