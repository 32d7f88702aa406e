package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.nn.Network;
import forwardpass.onnx.DataFiles;
import forwardpass.onnx.ExternalData;
import forwardpass.onnx.NotDenseException;
import forwardpass.onnx.OnnxReader;
import forwardpass.onnxruntime.GraphReader;
import java.io.InputStream;

/** Finds the engine of a network in ONNX: BLAS for chains of dense layers, else ONNX Runtime. */
final class OnnxFile {
  private OnnxFile() {}

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param beside the files beside it, where it may keep its values
   * @throws UsageException where the engine that is asked for cannot run it
   */
  static LoadedModel<? extends Model> read(
      InputStream in, String file, DataFiles beside, EngineRequest engine) {
    byte[] bytes = ExternalData.inlined(OnnxReader.readAll(in, file), file, beside);
    boolean isOfPixels;
    try {
      Network network = OnnxReader.read(bytes, file);
      if (!engine.isOnnxRuntime()) {
        return LoadedModel.withOwnActivations(network);
      }
      isOfPixels = network.isOfPixels();
    } catch (NotDenseException e) {
      if (engine.isBlas()) {
        throw new UsageException(
            "Invalid --engine blas: %s, or leave --engine out".formatted(e.getMessage()), e);
      }
      isOfPixels = e.isOfPixels();
    }
    return GraphReader.read(bytes, file, engine.graph(), isOfPixels);
  }
}
