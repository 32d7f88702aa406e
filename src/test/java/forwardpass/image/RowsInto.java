package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.image.resize.PixelRows;
import java.util.Arrays;
import java.util.List;

/** Puts whole rows into an array. */
record RowsInto(int channels, int width, byte[] samples) implements PixelRows {
  @Override
  public void clear() {
    Arrays.fill(samples, (byte) 0);
  }

  @Override
  public void add(int y, int x, int step, int count, byte[] row, int from) {
    assertEquals(List.of(0, 1, width), List.of(x, step, count));
    System.arraycopy(row, from, samples, y * width * channels, width * channels);
  }
}
