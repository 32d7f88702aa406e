package forwardpass.weights;

import forwardpass.weights.data.ZipLimits;
import forwardpass.weights.keras.KerasReader;
import forwardpass.weights.npy.NpzReader;
import java.io.InputStream;

/** The formats that are zips, told from each other by their entries. */
final class ZippedWeights {
  private ZippedWeights() {}

  /** As {@link WeightsFormat#read}. */
  static StoredWeights read(InputStream in, String file) {
    byte[] zip = ZipLimits.readAll(in, file);
    return KerasReader.isModel(zip)
        ? new StoredWeights(WeightsFormat.KERAS, KerasReader.readZip(zip, file))
        : new StoredWeights(WeightsFormat.NPZ, NpzReader.read(zip, file));
  }
}
