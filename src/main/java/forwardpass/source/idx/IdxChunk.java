package forwardpass.source.idx;

import forwardpass.idx.ElementType;
import forwardpass.idx.IdxReader;
import forwardpass.model.ClassNumbers;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** The images that were read last, in buffers that every reading fills anew. */
final class IdxChunk {
  private final boolean areFinite;
  private UTF8String file;
  private long index;
  private int count;
  private int imageSize;
  private boolean bytes;
  private boolean labelled;
  private boolean areClasses;
  private byte[] images = {};
  private float[] features = {};
  private int[] labels = {};

  /**
   * @param areFinite whether values that are infinite or no numbers are refused
   */
  IdxChunk(boolean areFinite) {
    this.areFinite = areFinite;
  }

  /**
   * Fills the buffers of the images; there are no labels then.
   *
   * @param from the file that the readers read
   * @param firstIndex the position in the file of the image that comes next
   */
  void read(UTF8String fileName, IdxFile from, long firstIndex, int howMany, IdxReader imageReader)
      throws IOException {
    file = fileName;
    index = firstIndex;
    count = howMany;
    imageSize = from.header().itemSize();
    bytes = from.header().type() == ElementType.UNSIGNED_BYTE;
    labelled = false;
    areClasses = false;
    if (bytes) {
      images = imageReader.readBytes(images, howMany);
    } else {
      features =
          areFinite
              ? imageReader.readFloats(features, howMany)
              : imageReader.readAnyFloats(features, howMany);
    }
  }

  /** Fills the buffer of their labels. */
  void readLabels(IdxReader labelReader) throws IOException {
    labels = labelReader.readLabels(labels, count);
    labelled = true;
  }

  /** As {@link ClassNumbers#firstOther}. */
  int firstOther(ClassNumbers numbers) {
    return numbers.firstOther(labels, count);
  }

  /** As {@link ClassNumbers#toClasses}. */
  void toClasses(ClassNumbers numbers) {
    areClasses = true;
    numbers.toClasses(labels, count);
  }

  UTF8String file() {
    return file;
  }

  long index() {
    return index;
  }

  int count() {
    return count;
  }

  /** Whether the images are bytes, and not features. */
  boolean isBytes() {
    return bytes;
  }

  /** Whether there are labels, be it that some images have none. */
  boolean isLabelled() {
    return labelled;
  }

  boolean isLabelled(int image) {
    return labelled && !(areClasses && labels[image] == ClassNumbers.NONE);
  }

  int label(int image) {
    return labels[image];
  }

  /** The bytes of some images; the buffer itself where these are all that it holds. */
  byte[] bytes(int from, int to) {
    int start = from * imageSize;
    int end = to * imageSize;
    return start == 0 && end == images.length ? images : Arrays.copyOfRange(images, start, end);
  }

  /** As {@link #bytes}. */
  float[] features(int from, int to) {
    int start = from * imageSize;
    int end = to * imageSize;
    return start == 0 && end == features.length
        ? features
        : Arrays.copyOfRange(features, start, end);
  }

  /** All labels; the buffer itself where these are all that it holds. */
  int[] labels() {
    return count == labels.length ? labels : Arrays.copyOf(labels, count);
  }
}
