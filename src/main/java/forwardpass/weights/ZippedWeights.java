package forwardpass.weights;

import forwardpass.weights.data.WholeZip;
import forwardpass.weights.data.ZipLimits;
import forwardpass.weights.keras.KerasReader;
import forwardpass.weights.npy.NpzReader;
import forwardpass.weights.torch.TorchArchive;
import java.io.InputStream;

/** The formats that are zips, told from each other by their entries. */
final class ZippedWeights {
  private ZippedWeights() {}

  /** As {@link WeightsFormat#read}. */
  static StoredWeights read(InputStream in, String file) {
    byte[] zip = ZipLimits.readAll(in, file);
    if (KerasReader.isModel(zip)) {
      return new StoredWeights(WeightsFormat.KERAS, KerasReader.readZip(zip, file));
    }
    try (WholeZip whole = WholeZip.of(zip, file)) {
      return TorchArchive.isOf(whole.names())
          ? new StoredWeights(WeightsFormat.TORCH, TorchArchive.read(whole))
          : new StoredWeights(WeightsFormat.NPZ, NpzReader.read(whole));
    }
  }
}
