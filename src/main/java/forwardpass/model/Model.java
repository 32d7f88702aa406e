package forwardpass.model;

import forwardpass.image.resize.PictureShape;
import java.io.Serializable;
import java.util.Optional;

/**
 * A network that has been trained: what it takes and gives for an image, and sessions that run it.
 * Immutable, and made to be broadcast; whatever a computation needs beside the weights belongs to
 * its {@link Session}.
 *
 * <p>What {@code toString} gives stands for the network in messages and reports.
 */
public interface Model extends Serializable {
  /** The number of values that it takes for each image. */
  int inputs();

  /** The pictures that it takes; none where it takes values without saying what they are. */
  default Optional<PictureShape> pictures() {
    return Optional.empty();
  }

  /** The number of values that it gives for each image. */
  int outputs();

  /** What those values are. */
  OutputKind outputKind();

  /** The number of values that it gives for each image beside those; 0 where there are none. */
  default int embeddingSize() {
    return 0;
  }

  /**
   * The number of classes that it tells apart: one for each output, or two where a single output
   * says how likely the second is.
   */
  default int classes() {
    return Math.max(2, outputs());
  }

  /** Whether it gives a number, as a regression does, and no class. */
  default boolean isRegression() {
    return outputKind() == OutputKind.NUMBER;
  }

  /**
   * Whether it gives numbers that can be compared with labels, be they scores of classes or not.
   */
  default boolean areNumbers() {
    return isRegression();
  }

  /** Whether it takes pixels from 0 to 255 as they are: whoever made it has put that into it. */
  boolean isOfPixels();

  /** How many channels the images have, whose values come pixel by pixel. */
  default int channels() {
    return 1;
  }

  /** Whether it takes whole numbers from 0 to 255, and nothing else. */
  default boolean takesBytes() {
    return false;
  }

  /**
   * The same network over values of which a mean has been subtracted, and which are then divided.
   *
   * @param mean of each channel, in their order
   * @param deviation of each channel, by which values are divided
   */
  Model normalized(float[] mean, float[] deviation);

  /**
   * The same network with, as what it gives beside, the scores that its values are made of; itself
   * where they are these values.
   */
  default Model withScores() {
    return this;
  }

  /** What unsigned bytes are multiplied by to be what it takes. */
  default float byteScale() {
    return isOfPixels() ? 1 : 1 / 255f;
  }

  /** How much memory its weights take, in bytes. */
  long bytes();

  /** How much memory it takes outside the heap of a JVM, its sessions left out, in bytes. */
  default long nativeBytes() {
    return 0;
  }

  /** The most values that an image has on its way, as floats in one array. */
  int widest();

  /** SHA-256 of all that it computes with, in hexadecimal: the same for no other network. */
  String sha256();

  /**
   * The most memory that a session takes for itself, the weights left out.
   *
   * @param batchSize the most images of a batch
   * @param areBytes whether images are of unsigned bytes
   * @param isDeterministic as in {@link #open}
   * @return bytes
   */
  long sessionBytes(int batchSize, boolean areBytes, boolean isDeterministic);

  /**
   * Makes ready to run batches.
   *
   * @param isDeterministic whether an image is to give the same bits whenever, and beside whatever
   *     others, it is scored
   */
  Session open(boolean isDeterministic);

  /** What differs where a few images are computed in two ways; empty where nothing does. */
  Optional<String> selfTest();
}
