package forwardpass.report.input;

import forwardpass.image.ImageDecoder.Description;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the images that are scored are like, added up by each task, and then by the driver. */
public final class ImageTally implements Serializable {
  private static final long serialVersionUID = 1;

  /** The most different images of all that tasks send the driver, and of each task's. */
  private static final int MOST_OF_ALL = 1 << 18;

  private static final int LEAST_OF_TASK = 1 << 8;

  /** The most bytes of memory that it takes. */
  public static final long BYTES = DistinctImages.BYTES;

  private final SampledPixels pixels = new SampledPixels();
  private final DistinctImages distinct = new DistinctImages();
  private final StoredPictures pictures = new StoredPictures();
  private transient BytesOfNumbers numbers;

  /**
   * Looks at the pixels of an image, of which a sample is enough.
   *
   * @param start its place in the array
   * @param size how many pixels it has
   * @param scale what they are multiplied by for the network
   */
  public void sample(byte[] values, int start, int size, float scale) {
    pixels.add(values, start, size, scale);
  }

  /** As {@link #sample(byte[], int, int, float)}, of numbers. */
  public void sample(float[] values, int start, int size, float scale) {
    pixels.add(values, start, size, scale);
  }

  /**
   * Adds images, one behind the other.
   *
   * @param start the place of the first one's pixels in the array
   * @param size how many each has
   */
  public void add(byte[] values, int start, int size, int images) {
    for (int image = 0; image < images; image++) {
      add(values, start + image * size, size);
    }
  }

  /** As {@link #add(byte[], int, int, int)}, of numbers. */
  public void add(float[] values, int start, int size, int images) {
    if (numbers == null) {
      numbers = new BytesOfNumbers();
    }
    for (int image = 0; image < images; image++) {
      byte[] bytes = numbers.of(values, start + image * size, size);
      add(bytes, 0, size * Float.BYTES);
    }
  }

  private void add(byte[] bytes, int start, int length) {
    int zeros = ImageDigest.zeros(bytes, start, length);
    if (distinct.isInSample(zeros)) {
      distinct.add(zeros, ImageDigest.of(bytes, start, length));
    }
  }

  /**
   * Adds that an image was decoded of a picture.
   *
   * @param bytes how long its file is
   */
  public void addPicture(Description picture, int bytes) {
    pictures.add(picture, bytes);
  }

  /** Adds the images of another. */
  public void addAll(ImageTally other) {
    pixels.addAll(other.pixels);
    distinct.addAll(other.distinct);
    pictures.addAll(other.pictures);
  }

  /** Stays so small that those of so many tasks are not too much for the driver. */
  public void beOneOf(int tasks) {
    distinct.keepAtMost(Math.max(LEAST_OF_TASK, MOST_OF_ALL / tasks));
  }

  /** What the pixels are like that the network gets. */
  public SampledPixels pixels() {
    return pixels;
  }

  /** Under the keys of {@code report.json}. */
  public Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    pixels.describe(described);
    distinct.describe(described);
    described.put("pictures", pictures.described());
    return described;
  }
}
