package forwardpass.weights;

import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.npy.NpzReader;
import forwardpass.weights.pickle.PickleReader;
import forwardpass.weights.safetensors.SafetensorsReader;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The formats of weights files, each told by its first bytes and never by a name, and each read by
 * one class into the same named arrays.
 */
public enum WeightsFormat {
  /** A zip of NumPy arrays. */
  NPZ("npz", NpzReader::matches, NpzReader::read),

  /** One file of a JSON header and the arrays after it. */
  SAFETENSORS("safetensors", WeightsFormat::isSafetensors, SafetensorsReader::read),

  /** A pickle of NumPy arrays: last, as nearly any letter may begin one. */
  PICKLE("pickle", PickleReader::matches, PickleReader::read);

  /** How many bytes of a file, where it has so many, tell its format. */
  public static final int HEAD_BYTES = 9;

  private final String label;
  private final Predicate<byte[]> start;
  private final BiFunction<InputStream, String, StoredArrays> reader;

  WeightsFormat(
      String label, Predicate<byte[]> start, BiFunction<InputStream, String, StoredArrays> reader) {
    this.label = label;
    this.start = start;
    this.reader = reader;
  }

  /**
   * The format of a file, or none where no weights file begins so.
   *
   * @param head the first {@link #HEAD_BYTES} bytes, or all where there are fewer
   */
  public static Optional<WeightsFormat> of(byte[] head) {
    for (WeightsFormat format : values()) {
      if (format.start.test(head)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Nothing but its length begins such a file, and those bytes may be opcodes of a pickle. */
  private static boolean isSafetensors(byte[] head) {
    boolean hasLength = SafetensorsReader.hasLength(head);
    return SafetensorsReader.hasObject(head)
        ? hasLength || !PickleReader.matches(head)
        : hasLength && !PickleReader.isFramed(head);
  }

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what to call the file in messages
   * @return the arrays by name in the file's order, all of their values finite
   * @throws forwardpass.error.WeightsException where the file is damaged, or holds anything else
   */
  StoredArrays read(InputStream in, String file) {
    return reader.apply(in, file);
  }

  @Override
  public String toString() {
    return label;
  }
}
