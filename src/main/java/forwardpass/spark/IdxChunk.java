package forwardpass.spark;

import forwardpass.idx.ElementType;
import forwardpass.idx.IdxReader;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** The images that were read last, in buffers that every reading fills anew. */
final class IdxChunk {
  private UTF8String file;
  private long index;
  private int count;
  private int imageSize;
  private boolean bytes;
  private boolean labelled;
  private byte[] images = {};
  private float[] features = {};
  private int[] labels = {};

  /**
   * Fills the buffers.
   *
   * @param from the file that the readers read
   * @param firstIndex the position in the file of the image that comes next
   * @param labelReader null where there are no labels
   */
  void read(
      UTF8String fileName,
      IdxFile from,
      long firstIndex,
      int howMany,
      IdxReader imageReader,
      IdxReader labelReader)
      throws IOException {
    file = fileName;
    index = firstIndex;
    count = howMany;
    imageSize = from.header().itemSize();
    bytes = from.header().type() == ElementType.UNSIGNED_BYTE;
    labelled = labelReader != null;
    if (bytes) {
      images = imageReader.readBytes(images, howMany);
    } else {
      features = imageReader.readFloats(features, howMany);
    }
    if (labelled) {
      labels = labelReader.readLabels(labels, howMany);
    }
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

  boolean isLabelled() {
    return labelled;
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
