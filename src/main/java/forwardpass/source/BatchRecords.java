package forwardpass.source;

import forwardpass.image.ImageDecoder.Description;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * What is known of the records of a batch but for their pixels. The arrays grow to the largest
 * batch.
 */
final class BatchRecords {
  /** Most batches have no more records, so that arrays seldom grow: {@link ImageBatch#makeRoom}. */
  private static final int FIRST_LENGTH = 1024;

  private final int capacity;
  private int count;
  private String[] files;
  private long[] indices;
  private double[] labels;
  private Refusal[] refusals;
  private InternalRow[] own;
  private Description[] pictures;
  private int[] pictureBytes;
  private Description nextPicture;
  private int nextPictureBytes;

  /**
   * @param capacity the most records
   */
  BatchRecords(int capacity) {
    this.capacity = capacity;
    int length = Math.min(capacity, FIRST_LENGTH);
    files = new String[length];
    indices = new long[length];
    labels = new double[length];
    refusals = new Refusal[length];
    own = new InternalRow[length];
    pictures = new Description[length];
    pictureBytes = new int[length];
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** Says of what the image of the next record was decoded. */
  void picture(Description decoded, int length) {
    nextPicture = decoded;
    nextPictureBytes = length;
  }

  /** Adds a record, as {@link ImageBatch#add} and {@link ImageBatch#refuse} do. */
  void add(String file, long index, double label, InternalRow columns, Refusal refusal) {
    if (count == files.length) {
      grow((int) Math.min(capacity, 2L * count));
    }
    files[count] = file;
    indices[count] = index;
    labels[count] = label;
    own[count] = columns == null ? null : kept(columns, own[count]);
    refusals[count] = refusal;
    pictures[count] = nextPicture;
    pictureBytes[count] = nextPictureBytes;
    nextPicture = null;
    count++;
  }

  /** A copy, in the memory of an earlier record's row where that is as large. */
  private static InternalRow kept(InternalRow columns, InternalRow earlier) {
    if (columns instanceof UnsafeRow row && earlier instanceof UnsafeRow copy) {
      copy.copyFrom(row);
      return copy;
    }
    return columns.copy();
  }

  private void grow(int length) {
    files = Arrays.copyOf(files, length);
    indices = Arrays.copyOf(indices, length);
    labels = Arrays.copyOf(labels, length);
    refusals = Arrays.copyOf(refusals, length);
    own = Arrays.copyOf(own, length);
    pictures = Arrays.copyOf(pictures, length);
    pictureBytes = Arrays.copyOf(pictureBytes, length);
  }

  /** Refuses a record that was to be scored. */
  void refuse(int record, Refusal refusal) {
    refusals[record] = refusal;
    labels[record] = Double.NaN;
  }

  /** The record that an image is of. */
  int ofImage(int image) {
    int record = 0;
    for (int before = image; refusals[record] != null || before > 0; record++) {
      before -= refusals[record] == null ? 1 : 0;
    }
    return record;
  }

  Refusal refusal(int record) {
    return refusals[record];
  }

  String file(int record) {
    return files[record];
  }

  long index(int record) {
    return indices[record];
  }

  double label(int record) {
    return labels[record];
  }

  Description picture(int record) {
    return pictures[record];
  }

  int pictureBytes(int record) {
    return pictureBytes[record];
  }

  InternalRow own(int record) {
    return own[record];
  }

  /** What to call a record in messages. */
  String name(int record) {
    if (files[record] == null) {
      return "a row of the table";
    }
    return indices[record] < 0
        ? "record of " + files[record]
        : "record %d of %s".formatted(indices[record], files[record]);
  }
}
