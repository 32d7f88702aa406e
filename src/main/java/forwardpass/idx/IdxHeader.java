package forwardpass.idx;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The head of an IDX file: {@code 00 00 type rank}, then {@code rank} lengths of four bytes each,
 * most significant first. The first dimension counts the items: images, or labels.
 *
 * @param type what each value is
 * @param dimensions the length of each dimension, items first; none is negative, and only the first
 *     may be zero
 */
public record IdxHeader(ElementType type, List<Integer> dimensions) implements Serializable {
  /** Of QMNIST's: class, and where the digit comes from. */
  private static final int EXTENDED_LABEL = 8;

  private static final String WHAT_TO_DO = "check that this is the IDX file you meant";

  public IdxHeader {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Reads the header that the stream stands before, and no byte past it.
   *
   * @param in decompressed bytes
   * @param file what to call the file in messages
   * @throws InputException where this is no header, or one that cannot be true
   * @throws IOException where the stream fails
   */
  public static IdxHeader read(InputStream in, String file) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw new InputException(
          "Truncated: %s, byte 0: expected an IDX header, found an empty file; %s"
              .formatted(file, WHAT_TO_DO));
    }
    if (magic.length < 4) {
      throw new InputException(
          "Truncated: %s, byte %d: expected an IDX header of at least 8 bytes, found %d; %s"
              .formatted(file, magic.length, magic.length, WHAT_TO_DO));
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw new InputException(
          "Corrupt: %s, byte 0: expected 00 00 at the start of an IDX header, found %02x %02x %02x %02x%s; %s"
              .formatted(
                  file, magic[0], magic[1], magic[2], magic[3], byteOrderHint(magic), WHAT_TO_DO));
    }
    ElementType type = ElementType.ofCode(magic[2] & 0xff);
    if (type == null) {
      throw new InputException(
          "Unsupported: %s, byte 2: expected the code of an IDX element type (08, 09, 0b, 0c, 0d or 0e), found %02x; %s"
              .formatted(file, magic[2], WHAT_TO_DO));
    }
    int rank = magic[3] & 0xff;
    if (rank == 0) {
      throw new InputException(
          "Corrupt: %s, byte 3: expected at least one dimension, found none; %s"
              .formatted(file, WHAT_TO_DO));
    }
    return new IdxHeader(type, readDimensions(in, file, type, rank));
  }

  private static String byteOrderHint(byte[] magic) {
    boolean reversed =
        magic[2] == 0 && magic[3] == 0 && ElementType.ofCode(magic[1] & 0xff) != null;
    return reversed ? " (a little-endian header; IDX is big-endian)" : "";
  }

  private static List<Integer> readDimensions(
      InputStream in, String file, ElementType type, int rank) throws IOException {
    byte[] lengths = in.readNBytes(4 * rank);
    if (lengths.length < 4 * rank) {
      throw new InputException(
          "Truncated: %s, byte %d: expected a header of %d bytes for %d dimensions, found %d bytes; copy the file again"
              .formatted(file, 4 + lengths.length, 4 + 4 * rank, rank, 4 + lengths.length));
    }
    List<Integer> dimensions = new ArrayList<>(rank);
    long itemBytes = type.bytes();
    for (int i = 0; i < rank; i++) {
      int length = BigEndian.intAt(lengths, 4 * i);
      int place = 4 + 4 * i;
      if (length < 0 || (length == 0 && i > 0)) {
        throw new InputException(
            "Corrupt: %s, byte %d: expected a length from %d to 2147483647 for dimension %d, found %d; %s"
                .formatted(file, place, i == 0 ? 0 : 1, i + 1, length, WHAT_TO_DO));
      }
      if (i > 0) {
        itemBytes *= length; // at most (2^31 - 1)^2: checked below before it is multiplied again
        if (itemBytes > Integer.MAX_VALUE) {
          throw new InputException(
              "Unsupported: %s, byte %d: expected items of at most 2147483647 bytes, found dimensions of %d bytes and more an item; %s"
                  .formatted(file, place, itemBytes, WHAT_TO_DO));
        }
      }
      dimensions.add(length);
    }
    return dimensions;
  }

  /** How many items the file holds. */
  public int count() {
    return dimensions.get(0);
  }

  /** How many values one item holds. */
  public int itemSize() {
    int size = 1;
    for (int length : dimensions.subList(1, dimensions.size())) {
      size *= length;
    }
    return size;
  }

  /** How many bytes one item takes. */
  public int itemBytes() {
    return itemSize() * type.bytes();
  }

  /** How many bytes all items take, decompressed. */
  public long dataBytes() {
    return (long) count() * itemBytes();
  }

  /** Where an item begins, in bytes from the start of the decompressed file. */
  public long offsetOf(long item) {
    return 4 + 4L * dimensions.size() + item * itemBytes();
  }

  /** How long the whole file is, decompressed, in bytes. */
  public long length() {
    return offsetOf(0) + dataBytes();
  }

  /** The shape of one item, such as {@code 28x28}; {@code 1} where each item is one value. */
  public String itemShape() {
    return dimensions.size() == 1
        ? "1"
        : dimensions.stream().skip(1).map(String::valueOf).collect(Collectors.joining("x"));
  }

  /**
   * Checks that this is the header of a file of images.
   *
   * @throws InputException where it is not
   */
  public void requireImages(String file) {
    if (dimensions.size() < 2) {
      throw new InputException(
          "Unsupported: %s, byte 3: expected images, which have 2 dimensions or more (items, rows, columns), found %d, as labels have; give labels with --labels"
              .formatted(file, dimensions.size()));
    }
  }

  /**
   * Whether each label is a row of several numbers, the first of which is the class, as QMNIST's
   * are.
   */
  public boolean hasExtendedLabels() {
    return type == ElementType.INT && dimensions.size() == 2 && dimensions.get(1) == EXTENDED_LABEL;
  }

  /**
   * Checks that this is the header of a file of labels: of one whole number each, or QMNIST's.
   *
   * @throws InputException where it is not
   */
  public void requireLabels(String file) {
    if (hasExtendedLabels()) {
      return;
    }
    if (dimensions.size() == 2) {
      throw new InputException(
          "Unsupported: %s, byte 3: expected labels, which have 1 dimension, or 2 of which the second is %d, of 4 bytes each, as QMNIST's, found rows of %d numbers, element type %s; save the number of the class alone, which of one-hot rows is the place of their 1"
              .formatted(file, EXTENDED_LABEL, dimensions.get(1), type));
    }
    if (dimensions.size() != 1) {
      throw new InputException(
          "Unsupported: %s, byte 3: expected labels, which have 1 dimension, found %d, as images have; give images with --images"
              .formatted(file, dimensions.size()));
    }
    if (!type.isIntegral()) {
      throw new InputException(
          "Unsupported: %s, byte 2: expected labels that are whole numbers, found element type %s; save them as bytes"
              .formatted(file, type));
    }
  }

  /**
   * Checks the length of a file that is not compressed.
   *
   * @param found the file's length in bytes
   * @throws InputException where the header promises another
   */
  public void requireLength(long found, String file) {
    long expected = length();
    if (found < expected) {
      long item = Math.max(0, found - offsetOf(0)) / itemBytes();
      throw new InputException(
          "Truncated: %s, byte %d, in item %d of %d: expected %d bytes, found %d; copy the file again"
              .formatted(file, found, item, count(), expected, found));
    }
    if (found > expected) {
      throw new InputException(
          "Corrupt: %s, byte %d: expected the end of the file after %d items, found %d more bytes; check the header's count or cut the file"
              .formatted(file, expected, count(), found - expected));
    }
  }
}
