package forwardpass.source.idx;

import forwardpass.error.InputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of images and the file of their labels, paired by position.
 *
 * @param images the one
 * @param labels null where there are none
 */
public record IdxPair(IdxFile images, IdxFile labels) implements Serializable {
  /**
   * Pairs files in their order.
   *
   * @param labels null where there are none
   * @throws InputException where there are more of the one than of the other, or where two that
   *     belong together count differently
   */
  static List<IdxPair> of(List<IdxFile> images, List<IdxFile> labels) {
    if (labels != null && images.size() != labels.size()) {
      throw new InputException(
          "Corrupt: %s: expected as many files of labels as of images, %d, the first of them %s, found %d; give each file of images its labels"
              .formatted(labels.get(0).path(), images.size(), images.get(0).path(), labels.size()));
    }
    List<IdxPair> pairs = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      pairs.add(new IdxPair(images.get(i), labels == null ? null : labels.get(i)));
    }
    pairs.forEach(IdxPair::requireSameCount);
    return pairs;
  }

  private void requireSameCount() {
    if (labels != null && images.header().count() != labels.header().count()) {
      throw new InputException(
          "Corrupt: %s, byte 4: expected a label for each of the %d images of %s, found %d; give the labels that belong to these images"
              .formatted(
                  labels.path(), images.header().count(), images.path(), labels.header().count()));
    }
  }

  /** How much there is to do, in bytes, for tasks of a size: a gzipped file is never cut. */
  long work(long taskBytes) {
    long bytes = images.header().dataBytes();
    return images.gzip() ? Math.min(bytes, taskBytes) : bytes;
  }

  /**
   * @param size the number of values that each image must have
   * @throws InputException where the images have another
   */
  void requireImageSize(int size) {
    int found = images.header().itemSize();
    if (found != size) {
      throw new InputException(
          "Unsupported: %s, byte 8: expected images of %d values, as the network takes, found %s = %d; use the network for these images"
              .formatted(images.path(), size, images.header().itemShape(), found));
    }
  }
}
