package forwardpass.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static ImageBatch batch(byte[] pixels, int start, int images, int size) {
    ImageBatch batch = new ImageBatch(images, size);
    batch.clear(true);
    batch.take(pixels, start);
    return filled(batch, images);
  }

  private static ImageBatch filled(ImageBatch batch, int images) {
    for (int i = 0; i < images; i++) {
      batch.add(i, "file", i, Double.NaN, null);
    }
    return batch;
  }

  private static float[] applied(Preparation preparation, float[] values, int images, int size) {
    ImageBatch batch = new ImageBatch(images, size);
    batch.clear(false);
    System.arraycopy(values, 0, batch.roomForBatch(images), 0, values.length);
    preparation.apply(filled(batch, images));
    return batch.values();
  }

  @Test
  void squareImagesGetTheirRowsForColumns() {
    byte[] pixels = {9, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    new Preparation(false, 1, 2, 2).apply(batch(pixels, 1, 2, 4));

    assertArrayEquals(new byte[] {9, 1, 3, 2, 4, 5, 7, 6, 8, 9}, pixels);
  }

  @Test
  void otherImagesDoToo() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    new Preparation(false, 1, 2, 3).apply(batch(pixels, 0, 2, 6));
    values = applied(new Preparation(false, 1, 2, 3), values, 2, 6);

    assertArrayEquals(new byte[] {1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12}, pixels);
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12}, values);
  }

  @Test
  void blackBecomesWhiteOnceRowsAreColumns() {
    byte[] pixels = {0, 1, (byte) 254, (byte) 255};
    float[] values = {0, 0.25f, 0.75f, 1};

    new Preparation(true, 255, 2, 2).apply(batch(pixels, 0, 1, 4));
    values = applied(new Preparation(true, 1, 2, 2), values, 1, 4);

    assertArrayEquals(new byte[] {(byte) 255, 1, (byte) 254, 0}, pixels);
    assertArrayEquals(new float[] {1, 0.25f, 0.75f, 0}, values);
  }

  @Test
  void whatIsNotBetweenBlackAndWhiteIsNotInverted() {
    Preparation inverted = new Preparation(true, 1, 0, 0);

    InputException e =
        assertThrows(InputException.class, () -> applied(inverted, new float[] {1, 200}, 2, 1));

    assertEquals(
        "Unsupported: file: expected values from 0 to 1 to invert, found 200.0; give --normalize if white is 255, or invert them yourself",
        e.getMessage());
  }
}
