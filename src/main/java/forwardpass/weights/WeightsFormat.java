package forwardpass.weights;

import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.npy.NpzReader;
import forwardpass.weights.pickle.PickleReader;
import forwardpass.weights.safetensors.SafetensorsReader;
import java.io.InputStream;
import java.util.Optional;

/**
 * The formats of weights files, each told by its first bytes and never by a name, and each read by
 * one class into the same named arrays.
 */
public enum WeightsFormat {
  /** A zip of NumPy arrays. */
  NPZ("npz") {
    @Override
    boolean matches(byte[] head) {
      return NpzReader.matches(head);
    }

    @Override
    StoredArrays read(InputStream in, String file) {
      return NpzReader.read(in, file);
    }
  },

  /** One file of a JSON header and the arrays after it. */
  SAFETENSORS("safetensors") {
    /** Only a length begins such a file, and its bytes may be opcodes of a pickle. */
    @Override
    boolean matches(byte[] head) {
      boolean hasLength = SafetensorsReader.hasLength(head);
      return SafetensorsReader.hasObject(head)
          ? hasLength || !PickleReader.matches(head)
          : hasLength && !PickleReader.isFramed(head);
    }

    @Override
    StoredArrays read(InputStream in, String file) {
      return SafetensorsReader.read(in, file);
    }
  },

  /** A pickle of NumPy arrays: last, as nearly any letter may begin one. */
  PICKLE("pickle") {
    @Override
    boolean matches(byte[] head) {
      return PickleReader.matches(head);
    }

    @Override
    StoredArrays read(InputStream in, String file) {
      return PickleReader.read(in, file);
    }
  };

  /** How many bytes of a file, where it has so many, tell its format. */
  public static final int HEAD_BYTES = 9;

  private final String label;

  WeightsFormat(String label) {
    this.label = label;
  }

  /**
   * The format of a file, or none where no weights file begins so.
   *
   * @param head the first {@link #HEAD_BYTES} bytes, or all where there are fewer
   */
  public static Optional<WeightsFormat> of(byte[] head) {
    for (WeightsFormat format : values()) {
      if (format.matches(head)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  abstract boolean matches(byte[] head);

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what to call the file in messages
   * @return the arrays by name in the file's order, all of their values finite
   * @throws forwardpass.error.WeightsException where the file is damaged, or holds anything else
   */
  abstract StoredArrays read(InputStream in, String file);

  @Override
  public String toString() {
    return label;
  }
}
