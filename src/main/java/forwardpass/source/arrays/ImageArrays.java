package forwardpass.source.arrays;

import forwardpass.error.InputException;
import forwardpass.files.HadoopPath;
import forwardpass.npz.ArrayFile;
import forwardpass.npz.ArrayHeader;
import forwardpass.npz.NumberKind;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * What files of arrays have to be, so that their images can be scored together.
 *
 * @param values how many a network takes
 * @param channels how many of these belong to a pixel
 * @param isFloat whether numbers are floating-point
 * @param areBytes whether they are unsigned bytes
 */
record ImageArrays(int values, int channels, boolean isFloat, boolean areBytes)
    implements Serializable {
  private static final int COLOURS = 4;

  /** Those of the kind that a file has. */
  static ImageArrays like(ArrayFile file, int values, int channels) {
    ArrayHeader header = file.images().header();
    return new ImageArrays(
        values, channels, header.kind().isFloat(), header.kind() == NumberKind.U1);
  }

  /** Opens a file and checks that it is for the network; the caller closes it. */
  ArrayFile open(String path, Configuration hadoop) {
    ArrayFile file = openAny(path, hadoop);
    try {
      check(file);
      return file;
    } catch (InputException e) {
      close(file, path);
      throw e;
    }
  }

  /** Opens a file of any kind; the caller closes it. */
  static ArrayFile openAny(String path, Configuration hadoop) {
    try {
      Path file = HadoopPath.of(path);
      long length = file.getFileSystem(hadoop).getFileStatus(file).getLen();
      FSDataInputStream in = HadoopPath.open(file, hadoop);
      HadoopChannel channel = new HadoopChannel(in, length);
      try {
        return ArrayFile.open(channel, path);
      } catch (InputException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and your permissions".formatted(path, e.getMessage()),
          e);
    }
  }

  static void close(ArrayFile file, String path) {
    try {
      file.close();
    } catch (IOException e) {
      throw new InputException("Cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void check(ArrayFile file) {
    ArrayHeader images = file.images().header();
    if (images.shape().size() < 2 || images.size() != values) {
      throw refused(
          file,
          "images of %d values, as the network takes".formatted(values),
          images.toString(),
          "give images of the network's size");
    }
    if (hasChannelsFirst(images.shape())) {
      throw refused(
          file,
          "the channels of a pixel side by side, [n, height, width, channels]",
          images.toString(),
          "save x.transpose(0, 2, 3, 1)");
    }
    boolean isSame =
        images.kind().isFloat() == isFloat && (images.kind() == NumberKind.U1) == areBytes;
    if (!isSame) {
      throw refused(
          file,
          isFloat ? "floating-point numbers" : areBytes ? "unsigned bytes" : "other integers",
          images.toString() + ", as the first file has them",
          "score such files by themselves");
    }
    if (file.labels() != null) {
      checkLabels(file, images);
    }
  }

  private boolean hasChannelsFirst(List<Long> shape) {
    return channels > 1
        && shape.size() == COLOURS
        && shape.get(1) == channels
        && shape.get(COLOURS - 1) != channels;
  }

  private static void checkLabels(ArrayFile file, ArrayHeader images) {
    ArrayHeader labels = file.labels().header();
    if (labels.size() != 1) {
      throw new InputException(
          "Unsupported: %s: expected a label for each image, [n], found %s; save numpy.argmax(y, axis=1) of labels that are one-hot"
              .formatted(file.labels().place(), labels));
    }
    if (labels.count() != images.count()) {
      throw new InputException(
          "Corrupt: %s: expected as many labels as images, %d, found %d; write the file again"
              .formatted(file.labels().place(), images.count(), labels.count()));
    }
  }

  private static InputException refused(
      ArrayFile file, String expected, String found, String advice) {
    return new InputException(
        "Unsupported: %s: expected %s, found %s; %s"
            .formatted(file.images().place(), expected, found, advice));
  }
}
