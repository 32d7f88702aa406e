package forwardpass.source;

import forwardpass.files.PassedOver;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Images that can be scored, wherever they are. */
public interface ImageSource {
  /**
   * The rows that the source has them in, each good until the next is asked for.
   *
   * @param withOwn whether with columns of the records' own
   */
  JavaRDD<InternalRow> rows(Batching batching, boolean withOwn);

  /** Makes batches of those rows. */
  BatchReader reader(Batching batching);

  /** The columns of the records' own. */
  StructType own();

  /** What pixels of unsigned bytes are multiplied by: 1/255 to normalise them. */
  float byteScale();

  /** What numbers of other types are multiplied by. */
  float numberScale();

  /**
   * The rows and columns of an image; none where nobody has told them.
   *
   * @throws forwardpass.error.UsageException where images have different ones
   */
  List<Integer> imageShape();

  /** Whether some images are of unsigned bytes. */
  boolean areBytes();

  /** Whether they are pictures, which are resized and made grey or colours as it is wanted. */
  default boolean arePictures() {
    return false;
  }

  /** Whether each image is a file of its own. */
  default boolean areFilesOfTheirOwn() {
    return false;
  }

  /** Whether there are labels. */
  boolean isLabelled();

  /** What the images were taken for. */
  InputSummary summary();

  /** The files that were no images, so far. */
  Supplier<PassedOver> passedOver();

  /** What is white, of numbers that are no bytes, before they are scaled. */
  float white();
}
