package forwardpass.report.input;

import java.io.Serializable;
import java.util.Map;

/** What the pixels of some images are like, as the network gets them. */
public final class SampledPixels implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int PART = 1 << 15;

  private final Moments values = new Moments();
  private long images;
  private long blank;
  private long light;

  /**
   * Adds an image of unsigned bytes.
   *
   * @param scale what they are multiplied by
   */
  void add(byte[] pixels, int start, int size, float scale) {
    int least = 255;
    int greatest = 0;
    long sum = 0;
    long squares = 0;
    for (int from = start; from < start + size; from += PART) { // as much as an int can sum up
      int to = Math.min(start + size, from + PART);
      int sumOfPart = 0;
      int squaresOfPart = 0;
      for (int i = from; i < to; i++) {
        int shade = pixels[i] & 0xff;
        least = Math.min(least, shade);
        greatest = Math.max(greatest, shade);
        sumOfPart += shade;
        squaresOfPart += shade * shade;
      }
      sum += sumOfPart;
      squares += squaresOfPart;
    }
    double mean = (double) sum / size;
    values.addAll(
        Moments.of(
            size,
            mean * scale,
            (squares - mean * sum) * scale * scale,
            least * scale,
            greatest * scale));
    int middle = (least + greatest) / 2;
    int above = 0;
    for (int i = start; i < start + size; i++) {
      above += (pixels[i] & 0xff) > middle ? 1 : 0;
    }
    addImage(least == greatest, above, size);
  }

  /** Adds an image of numbers; otherwise as for bytes. */
  void add(float[] pixels, int start, int size, float scale) {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = start; i < start + size; i++) {
      least = Math.min(least, pixels[i]);
      greatest = Math.max(greatest, pixels[i]);
      values.add(pixels[i] * scale);
    }
    float middle = (least + greatest) / 2;
    int above = 0;
    for (int i = start; i < start + size; i++) {
      above += pixels[i] > middle ? 1 : 0;
    }
    addImage(least == greatest, above, size);
  }

  private void addImage(boolean isBlank, int above, int size) {
    images++;
    if (isBlank) {
      blank++;
    } else if (above > size - above) {
      light++;
    }
  }

  void addAll(SampledPixels other) {
    values.addAll(other.values);
    images += other.images;
    blank += other.blank;
    light += other.light;
  }

  /** How many were looked at. */
  public long images() {
    return images;
  }

  /** How many are of one shade. */
  public long blank() {
    return blank;
  }

  /** How many others have more pixels above the middle of their shades than not. */
  public long light() {
    return light;
  }

  /** The mean of the values that the network gets; 0 where there is none. */
  public double mean() {
    return values.mean();
  }

  /** How they spread; not a number where there is none. */
  public double standardDeviation() {
    return values.standardDeviation();
  }

  /** The greatest value that the network gets; negative infinity where there is none. */
  public double greatest() {
    return values.greatest();
  }

  /** Puts what is known under the keys of {@code report.json}. */
  void describe(Map<String, Object> described) {
    described.put("sampled_images", images);
    described.put("blank_images", blank);
    described.put("mostly_light_images", light);
    described.put("pixels", values.described());
  }
}
