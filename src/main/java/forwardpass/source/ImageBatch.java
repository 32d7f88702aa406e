package forwardpass.source;

import forwardpass.image.ImageDecoder.Description;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;

/**
 * Records on their way through the network together: the images of those that can be scored, packed
 * one after the other, and of each record where it is from, its label, and why it is refused, if it
 * is. The buffers grow to the largest batch, and serve again for the next.
 *
 * <p>All images of a batch are of unsigned bytes, or all of numbers.
 */
public final class ImageBatch {
  /**
   * Of each of two floats, the exponent of what is not finite, one more, and the bit it reaches.
   */
  private static final long INFINITE = 0x7f800000_7f800000L;

  private static final long ONE_MORE = 0x00800000_00800000L;
  private static final long SIGNS = 0x80000000_80000000L;

  /** Of {@link #makeRoom}: at most so many values, or one image. */
  private static final int FIRST_LENGTH = 1 << 18;

  private final int capacity;
  private final int imageSize;
  private boolean areBytes;
  private byte[] bytes = {};
  private int start;
  private float[] values = {};
  private int images;
  private final BatchRecords records;

  /**
   * @param capacity the most records
   * @param imageSize how many pixels an image has
   */
  public ImageBatch(int capacity, int imageSize) {
    this.capacity = capacity;
    this.imageSize = imageSize;
    this.records = new BatchRecords(capacity);
  }

  /**
   * Makes room for some images, of bytes or of numbers, before any is added. The compiler leaves
   * out what it never saw happen: an array that grows at the start of a later task would have all
   * that adds rows compiled again.
   */
  public void makeRoom(boolean ofBytes) {
    int length = imageSize * Math.max(1, Math.min(capacity, FIRST_LENGTH / imageSize));
    if (ofBytes) {
      bytes = new byte[length];
    } else {
      values = new float[length];
    }
  }

  /** Makes room for other records, whose images are of bytes or of numbers. */
  public void clear(boolean ofBytes) {
    areBytes = ofBytes;
    records.clear();
    images = 0;
    start = 0;
  }

  /** Whether there are as many records as may be. Those that are refused count. */
  public boolean isFull() {
    return records.count() == capacity;
  }

  /** An array for the bytes of the next image, from {@link #end} on. */
  public byte[] roomForBytes() {
    if (bytes.length < end() + imageSize) {
      bytes = Arrays.copyOf(bytes, grown());
    }
    return bytes;
  }

  /** An array for the numbers of the next image, from {@link #end} on. */
  public float[] roomForValues() {
    if (values.length < end() + imageSize) {
      values = Arrays.copyOf(values, grown());
    }
    return values;
  }

  private int grown() {
    long doubled = Math.max(2L * images, Math.min(capacity, images + 1L));
    return Math.multiplyExact((int) Math.min(capacity, doubled), imageSize);
  }

  /** Takes the images of a whole batch, in an array of somebody else's, to be added. */
  public void take(byte[] array, int from) {
    bytes = array;
    start = from;
  }

  /** An array for the numbers of a whole batch, to be added. */
  public float[] roomForBatch(int count) {
    int size = Math.multiplyExact(count, imageSize);
    if (values.length < size) {
      values = new float[size];
    }
    return values;
  }

  /** Where the images that were added end, in the array that they are in. */
  public int end() {
    return start + images * imageSize;
  }

  /**
   * Adds a record whose image is at a place among images of this size.
   *
   * @param place that of the next image, or one behind
   * @param file null where nobody knows
   * @param index the record's position in the file; negative where it has none
   * @param label a class, or what a regression is to give; not a number where there is none
   * @param columns the record's own, which are copied; null where nobody wants them
   */
  public void add(int place, String file, long index, double label, InternalRow columns) {
    if (place != images) {
      Object array = areBytes ? bytes : values;
      System.arraycopy(array, start + place * imageSize, array, end(), imageSize);
    }
    images++;
    records.add(file, index, label, columns, null);
  }

  /** Adds a record that cannot be scored; otherwise as {@link #add}. */
  public void refuse(String file, long index, InternalRow columns, Refusal refusal) {
    records.add(file, index, Double.NaN, columns, refusal);
  }

  /**
   * Says of what the image of the next record was decoded.
   *
   * @param length of its file, in bytes
   */
  public void picture(Description decoded, int length) {
    records.picture(decoded, length);
  }

  /** Refuses a record whose image was to be scored; the images behind it move up. */
  public void refuse(int image, Refusal refusal) {
    records.refuse(recordOf(image), refusal);
    Object array = areBytes ? bytes : values;
    int place = start + image * imageSize;
    System.arraycopy(array, place + imageSize, array, place, (images - image - 1) * imageSize);
    images--;
  }

  /** Why the image at a place cannot be scored: one of its numbers is none, or is infinite. */
  public Optional<Refusal> notFinite(int place) {
    int from = place * imageSize;
    if (areFinite(from)) {
      return Optional.empty();
    }
    int i = from;
    while (Float.isFinite(values[i])) {
      i++;
    }
    return Refusal.corrupt(
        "expected finite numbers, found %s as value %d".formatted(values[i], i - from));
  }

  /** Looks at two numbers at a time, which takes a quarter of the time of one after the other. */
  private boolean areFinite(int from) {
    long start = Platform.FLOAT_ARRAY_OFFSET + (long) from * Float.BYTES;
    long exponents = 0;
    int pairs = imageSize / 2;
    for (int i = 0; i < pairs; i++) {
      exponents |= (Platform.getLong(values, start + (long) i * Long.BYTES) & INFINITE) + ONE_MORE;
    }
    return (exponents & SIGNS) == 0
        && (imageSize % 2 == 0 || Float.isFinite(values[from + imageSize - 1]));
  }

  /** Whether images are of unsigned bytes, in {@link #bytes}, or of numbers, in {@link #values}. */
  public boolean areBytes() {
    return areBytes;
  }

  /** [images, image size] from {@link #start} on; longer. */
  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  /** [images, image size]; longer. */
  public float[] values() {
    return values;
  }

  /** How many pixels an image has. */
  public int imageSize() {
    return imageSize;
  }

  /** How many images there are to be scored. */
  public int images() {
    return images;
  }

  /** How many records there are: as many as images, and those that are refused. */
  public int records() {
    return records.count();
  }

  /** The record that an image is of. */
  public int recordOf(int image) {
    return records.ofImage(image);
  }

  /** Why a record is refused; null where it is not. */
  public Refusal refusal(int record) {
    return records.refusal(record);
  }

  public String file(int record) {
    return records.file(record);
  }

  public long index(int record) {
    return records.index(record);
  }

  public double label(int record) {
    return records.label(record);
  }

  /** What the image of a record was decoded of; null where it was no picture. */
  public Description picture(int record) {
    return records.picture(record);
  }

  /** How long the file of {@link #picture(int)} is, in bytes. */
  public int pictureBytes(int record) {
    return records.pictureBytes(record);
  }

  /** Columns of the record's own, in a row of their own. */
  public InternalRow own(int record) {
    return records.own(record);
  }

  /** What to call a record in messages. */
  public String name(int record) {
    return records.name(record);
  }
}
