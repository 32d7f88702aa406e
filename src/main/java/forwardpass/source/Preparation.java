package forwardpass.source;

import forwardpass.error.InputException;
import java.io.Serializable;
import java.util.Objects;

/**
 * What is done to the pixels of a batch, in place, before they are scaled: images that lie on their
 * side, as EMNIST's do, get their rows for columns, and dark ink on light paper becomes light ink
 * on dark.
 *
 * @param isInverted whether black becomes white
 * @param white what becomes black, of numbers that are no bytes: 255 or 1
 * @param rows of an image that is to get its rows for columns; 0 where it is not
 * @param columns of such an image
 */
public record Preparation(boolean isInverted, float white, int rows, int columns)
    implements Serializable {
  private static final int WHITE = 255;

  /** Pixels stay as they are. */
  public static final Preparation NONE = new Preparation(false, 1, 0, 0);

  private boolean isTransposed() {
    return rows > 0;
  }

  /** In words, to follow others. */
  public String described() {
    return (isTransposed() ? ", rows and columns exchanged" : "")
        + (isInverted ? ", inverted" : "");
  }

  /**
   * Prepares the images of a batch.
   *
   * @throws InputException where a number is no shade between black and white, and is to be
   *     inverted
   */
  public void apply(ImageBatch batch) {
    if (batch.areBytes()) {
      apply(batch.bytes(), batch.start(), batch.images(), batch.imageSize());
    } else if (batch.images() > 0) {
      apply(
          batch.values(),
          batch.images(),
          batch.imageSize(),
          Objects.requireNonNullElse(batch.file(0), "the table"));
    }
  }

  private void apply(byte[] pixels, int start, int count, int size) {
    if (isTransposed()) {
      byte[] image = rows == columns ? null : new byte[size];
      for (int i = 0, at = start; i < count; i++, at += size) {
        if (image == null) {
          transpose(pixels, at);
        } else {
          System.arraycopy(pixels, at, image, 0, size);
          for (int from = 0; from < size; from++) {
            pixels[at + from % columns * rows + from / columns] = image[from];
          }
        }
      }
    }
    if (isInverted) {
      for (int i = start; i < start + count * size; i++) {
        pixels[i] = (byte) (WHITE - pixels[i]);
      }
    }
  }

  private void transpose(byte[] pixels, int at) {
    for (int y = 1; y < rows; y++) {
      for (int x = 0; x < y; x++) {
        int one = at + y * rows + x;
        int other = at + x * rows + y;
        byte pixel = pixels[one];
        pixels[one] = pixels[other];
        pixels[other] = pixel;
      }
    }
  }

  private void apply(float[] values, int count, int size, String file) {
    if (isTransposed()) {
      float[] image = rows == columns ? null : new float[size];
      for (int i = 0, at = 0; i < count; i++, at += size) {
        if (image == null) {
          transpose(values, at);
        } else {
          System.arraycopy(values, at, image, 0, size);
          for (int from = 0; from < size; from++) {
            values[at + from % columns * rows + from / columns] = image[from];
          }
        }
      }
    }
    if (isInverted) {
      for (int i = 0; i < count * size; i++) {
        if (values[i] < 0 || values[i] > white) {
          throw new InputException(
              "Unsupported: %s: expected values from 0 to %d to invert, found %s; give --normalize if white is 255, or invert them yourself"
                  .formatted(file, (int) white, values[i]));
        }
        values[i] = white - values[i];
      }
    }
  }

  private void transpose(float[] values, int at) {
    for (int y = 1; y < rows; y++) {
      for (int x = 0; x < y; x++) {
        int one = at + y * rows + x;
        int other = at + x * rows + y;
        float value = values[one];
        values[one] = values[other];
        values[other] = value;
      }
    }
  }
}
