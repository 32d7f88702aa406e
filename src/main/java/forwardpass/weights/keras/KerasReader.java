package forwardpass.weights.keras;

import com.fasterxml.jackson.databind.JsonNode;
import forwardpass.error.WeightsException;
import forwardpass.nn.Network;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.WholeFile;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what Keras saves of networks of dense layers: a whole model as HDF5 (.h5) or as a zip
 * (.keras), and weights alone (.weights.h5), each as Keras 2 and as Keras 3 writes it.
 */
public final class KerasReader {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String CONFIG = "model_config";
  private static final String WEIGHTS = "model_weights";

  private KerasReader() {}

  /** Whether a file that starts with these bytes is HDF5. */
  public static boolean matches(byte[] head) {
    return head.length >= SIGNATURE.length
        && Arrays.equals(head, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /** Whether a zip is a model of Keras. */
  public static boolean isModel(byte[] zip) {
    return ModelArchive.isModel(zip);
  }

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what messages call it
   * @return the arrays, and where the file is a whole model the network
   * @throws WeightsException where it is damaged, or holds other layers than dense ones
   */
  public static StoredArrays readHdf5(InputStream in, String file) {
    Hdf5File hdf5 = Hdf5File.open(WholeFile.readAll(in, file), file);
    Optional<String> config = hdf5.text(hdf5.root(), CONFIG);
    Hdf5Node weights = hdf5.child(hdf5.root(), WEIGHTS).orElse(hdf5.root());
    return config.isPresent()
        ? whole(hdf5, weights, ModelConfig.parse(config.get(), file + ", " + CONFIG), file)
        : SavedLayers.find(hdf5, weights).requireDense().read();
  }

  /**
   * Reads a zip.
   *
   * @param file what messages call it
   * @return the arrays, and the network
   * @throws WeightsException where it is damaged, or holds other layers than dense ones
   */
  public static StoredArrays readZip(byte[] zip, String file) {
    ModelArchive archive = ModelArchive.read(zip, file);
    JsonNode json = ModelConfig.parse(archive.config(), file + ", entry " + ModelArchive.CONFIG);
    Hdf5File hdf5 = Hdf5File.open(archive.weights(), file + ", entry " + ModelArchive.WEIGHTS);
    return whole(hdf5, hdf5.root(), json, file);
  }

  /** The layers are looked at first: of those that are refused no array is read. */
  private static StoredArrays whole(Hdf5File hdf5, Hdf5Node weights, JsonNode json, String file) {
    List<ConfiguredLayer> layers = new ModelConfig(file).layers(json);
    layers.forEach(ConfiguredNetwork::requireKnown);
    SavedLayers saved = SavedLayers.find(hdf5, weights);
    StoredArrays arrays = saved.read();
    Network network =
        new ConfiguredNetwork(DenseArrays.of(layers, saved, arrays.tensors())).of(layers);
    return new StoredArrays(arrays.tensors(), arrays.leftOut(), true, Optional.of(network));
  }
}
