package forwardpass.report;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the pixels of some images are like, as the network gets them: of one in each batch. */
final class SampledPixels implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SHADES = 256;

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
    int[] shades = new int[SHADES];
    for (int i = start; i < start + size; i++) {
      shades[pixels[i] & 0xff]++;
    }
    int least = SHADES - 1;
    int greatest = 0;
    for (int shade = 0; shade < SHADES; shade++) {
      if (shades[shade] > 0) {
        least = Math.min(least, shade);
        greatest = shade;
        values.add(shade * scale, shades[shade]);
      }
    }
    int above = 0;
    for (int shade = (least + greatest) / 2 + 1; shade <= greatest; shade++) {
      above += shades[shade];
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

  long images() {
    return images;
  }

  /** How many are of one shade. */
  long blank() {
    return blank;
  }

  /** How many others have more pixels above the middle of their shades than not. */
  long light() {
    return light;
  }

  double greatest() {
    return values.greatest();
  }

  /** Under the keys of {@code report.json}. */
  Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("sampled_images", images);
    described.put("blank_images", blank);
    described.put("mostly_light_images", light);
    described.put("pixels", values.described());
    return described;
  }
}
