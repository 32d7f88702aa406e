package forwardpass.report;

import forwardpass.image.resize.PictureShape;
import java.io.Serializable;

/**
 * A picture that is no larger than the page shows it.
 *
 * @param samples of each pixel, row by row: one, grey, or red, green and blue
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by its pixels
public record Thumbnail(int width, int height, byte[] samples) implements Serializable {
  /** The most pixels of a side. */
  static final int SIDE = 96;

  /** In place of what cannot be drawn. */
  static final Thumbnail NONE = new Thumbnail(0, 0, new byte[0]);

  /** The most bytes of one. */
  static long mostBytes(long values) {
    return Math.min(values, 3L * SIDE * SIDE);
  }

  /**
   * A picture in its proportion, averaged over area where it is too large.
   *
   * @param values of one, as the shape has them
   * @param shape null where nobody knows: a square is taken for a grey picture
   */
  static Thumbnail of(byte[] values, PictureShape shape) {
    PictureShape drawn = shape != null && fits(shape, values) ? shape : square(values);
    return drawn == null ? NONE : draw(values, drawn);
  }

  private static boolean fits(PictureShape shape, byte... values) {
    return shape.values() == values.length && (shape.channels() == 1 || shape.channels() == 3);
  }

  private static PictureShape square(byte... values) {
    int side = (int) Math.round(Math.sqrt(values.length));
    return side > 0 && side * side == values.length ? PictureShape.grey(side, side) : null;
  }

  private static Thumbnail draw(byte[] values, PictureShape shape) {
    int longer = Math.max(shape.width(), shape.height());
    int width = reduced(shape.width(), longer);
    int height = reduced(shape.height(), longer);
    int channels = shape.channels();
    if (channels == 1 && longer <= SIDE) {
      return new Thumbnail(width, height, values);
    }
    byte[] samples = new byte[width * height * channels];
    int at = 0;
    for (int row = 0; row < height; row++) {
      Span rows = new Span(row, height, shape.height());
      for (int column = 0; column < width; column++) {
        Span columns = new Span(column, width, shape.width());
        for (int channel = 0; channel < channels; channel++) {
          samples[at++] = mean(values, shape, channel, rows, columns);
        }
      }
    }
    return new Thumbnail(width, height, samples);
  }

  private static int reduced(int length, int longer) {
    return longer <= SIDE ? length : (int) Math.max(1, Math.round((double) length * SIDE / longer));
  }

  /** The rows, or columns, that one of fewer stands for. */
  private record Span(int from, int to) {
    Span(int part, int parts, int length) {
      this((int) ((long) part * length / parts), (int) ((part + 1L) * length / parts));
    }
  }

  private static byte mean(
      byte[] values, PictureShape shape, int channel, Span rows, Span columns) {
    long sum = 0;
    for (int y = rows.from(); y < rows.to(); y++) {
      for (int x = columns.from(); x < columns.to(); x++) {
        sum += values[shape.index(channel, y, x)] & 0xff;
      }
    }
    long count = (long) (rows.to() - rows.from()) * (columns.to() - columns.from());
    return (byte) Math.round((double) sum / count);
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return samples.length == 0;
  }

  /** Whether pixels are of red, green and blue. */
  public boolean isColour() {
    return samples.length == 3 * width * height && !isEmpty();
  }
}
