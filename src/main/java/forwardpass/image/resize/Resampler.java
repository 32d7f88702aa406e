package forwardpass.image.resize;

import java.util.Arrays;

/**
 * Resizes pictures while they are read, and keeps their middle: byte for byte as Pillow's
 * Image.resize does with 8-bit pictures, rows first and then columns, rounded between. A row is
 * made as wide as is wanted, and what it is of each new row is added up, so that memory does not
 * grow with the picture. Of what lies outside of the middle nothing is computed. It takes whole
 * rows, in any order, and serves one picture after the other.
 */
public final class Resampler implements PixelRows {
  private static final int HALF = 1 << (FilterAxis.PRECISION_BITS - 1);
  private static final int WHITE = 255;

  private final int channels;
  private final FilterAxes axes;
  private int[] sums = {};
  private int[] newRow = {};
  private PictureFrame frame;
  private FilterAxis columns;
  private FilterAxis rows;

  /**
   * @param channels 1 or 3
   */
  public Resampler(int channels, Interpolation filter) {
    this.channels = channels;
    this.axes = new FilterAxes(filter);
  }

  /** Begins a picture of this size. */
  public void begin(int width, int height, PictureFrame frame) {
    this.frame = frame;
    int newWidth = frame.resized().width();
    int newHeight = frame.resized().height();
    columns = part(width, newWidth, frame.left(), frame.size().width());
    rows = part(height, newHeight, frame.top(), frame.size().height());
    int rowLength = columns.count() * channels;
    if (newRow.length < rowLength) {
      newRow = new int[rowLength];
    }
    if (sums.length < rows.count() * rowLength) {
      sums = new int[rows.count() * rowLength];
    }
    clear();
  }

  private FilterAxis part(int length, int newLength, int begin, int count) {
    int first = Math.max(0, begin);
    return axes.of(length, newLength, first, Math.min(begin + count, newLength) - first);
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void clear() {
    Arrays.fill(sums, 0, rows.count() * columns.count() * channels, HALF);
  }

  /**
   * Takes a whole row.
   *
   * @throws IllegalArgumentException where it is a part of one
   */
  @Override
  public void add(int y, int x, int step, int count, byte[] samples, int from) {
    if (x != 0 || step != 1) {
      throw new IllegalArgumentException("a part of a row");
    }
    int row = rows.firstOf(y);
    if (row == rows.count() || rows.from(row) > y) {
      return;
    }
    if (channels == 1) {
      resizeGrey(samples, from);
    } else {
      resizeColour(samples, from);
    }
    int length = columns.count() * channels;
    for (; row < rows.count() && rows.from(row) <= y; row++) {
      int weight = rows.weights()[row * rows.most() + y - rows.from(row)];
      addTo(sums, row * length, newRow, length, weight);
    }
  }

  private static void addTo(int[] sums, int at, int[] row, int length, int weight) {
    for (int i = 0; i < length; i++) {
      sums[at + i] += weight * row[i];
    }
  }

  private void resizeGrey(byte[] samples, int start) {
    int[] weights = columns.weights();
    int[] to = newRow;
    int most = columns.most();
    int count = columns.count();
    for (int x = 0; x < count; x++) {
      int pixel = start + columns.from(x);
      int end = start + columns.end(x);
      int sum = HALF;
      for (int k = x * most; pixel < end; k++, pixel++) {
        sum += weights[k] * (samples[pixel] & 0xff);
      }
      to[x] = rounded(sum);
    }
  }

  private void resizeColour(byte[] samples, int start) {
    int[] weights = columns.weights();
    int[] to = newRow;
    int most = columns.most();
    int count = columns.count();
    for (int x = 0, at = 0; x < count; x++, at += 3) {
      int pixel = start + 3 * columns.from(x);
      int end = start + 3 * columns.end(x);
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (int k = x * most; pixel < end; k++, pixel += 3) {
        int weight = weights[k];
        red += weight * (samples[pixel] & 0xff);
        green += weight * (samples[pixel + 1] & 0xff);
        blue += weight * (samples[pixel + 2] & 0xff);
      }
      to[at] = rounded(red);
      to[at + 1] = rounded(green);
      to[at + 2] = rounded(blue);
    }
  }

  private static int rounded(int sum) {
    return Math.max(0, Math.min(WHITE, sum >> FilterAxis.PRECISION_BITS));
  }

  /**
   * Writes the middle of the picture.
   *
   * @param shape of it, which is as large as the frame
   * @param at where in the array it begins
   */
  public void write(PictureShape shape, byte[] to, int at) {
    int left = Math.max(0, -frame.left());
    int top = Math.max(0, -frame.top());
    if (rows.count() < shape.height() || columns.count() < shape.width()) {
      Arrays.fill(to, at, at + shape.values(), (byte) 0);
    }
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0, sum = channel; y < rows.count(); y++) {
        int index = at + shape.index(channel, top + y, left);
        for (int x = 0; x < columns.count(); x++, sum += channels, index += shape.step()) {
          to[index] = (byte) rounded(sums[sum]);
        }
      }
    }
  }
}
