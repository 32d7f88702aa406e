package forwardpass.weights;

import forwardpass.weights.data.WholeZip;
import forwardpass.weights.keras.KerasReader;
import forwardpass.weights.pickle.PickleReader;
import forwardpass.weights.safetensors.SafetensorsReader;
import forwardpass.weights.torch.TorchStream;
import java.io.InputStream;
import java.util.Optional;

/**
 * The formats of weights files, each told by its first bytes and never by a name, and each read by
 * one package into the same named arrays.
 */
public enum WeightsFormat {
  /** A zip of NumPy arrays. */
  NPZ("npz") {
    @Override
    boolean matches(byte[] head) {
      return WholeZip.matches(head);
    }

    @Override
    StoredWeights read(InputStream in, String file) {
      return ZippedWeights.read(in, file);
    }
  },

  /** A zip of the configuration and the weights of a model of Keras: told by its entries. */
  KERAS("keras") {
    @Override
    boolean matches(byte[] head) {
      return false;
    }

    @Override
    StoredWeights read(InputStream in, String file) {
      return ZippedWeights.read(in, file);
    }
  },

  /** HDF5, in which Keras keeps models and weights. */
  HDF5("hdf5") {
    @Override
    boolean matches(byte[] head) {
      return KerasReader.matches(head);
    }

    @Override
    StoredWeights read(InputStream in, String file) {
      return new StoredWeights(this, KerasReader.readHdf5(in, file));
    }
  },

  /** A file of torch.save: a zip, which is told from an npz by its entries, or a stream. */
  TORCH("PyTorch") {
    @Override
    boolean matches(byte[] head) {
      return TorchStream.matches(head);
    }

    @Override
    StoredWeights read(InputStream in, String file) {
      return new StoredWeights(this, TorchStream.read(in, file));
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
    StoredWeights read(InputStream in, String file) {
      return new StoredWeights(this, SafetensorsReader.read(in, file));
    }
  },

  /** A pickle of NumPy arrays: last, as nearly any letter may begin one. */
  PICKLE("pickle") {
    @Override
    boolean matches(byte[] head) {
      return PickleReader.matches(head);
    }

    @Override
    StoredWeights read(InputStream in, String file) {
      return new StoredWeights(this, PickleReader.read(in, file));
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
  abstract StoredWeights read(InputStream in, String file);

  /** Whether writers of the format sort the arrays by name. */
  boolean sortsNames() {
    return this == SAFETENSORS || this == HDF5;
  }

  @Override
  public String toString() {
    return label;
  }
}
