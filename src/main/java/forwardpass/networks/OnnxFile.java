package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.onnx.DataFiles;
import forwardpass.onnx.ExternalData;
import forwardpass.onnx.NotDenseException;
import forwardpass.onnx.OnnxReader;
import forwardpass.onnxruntime.GraphReader;
import java.io.InputStream;
import java.util.Optional;

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
    byte[] bytes = bytes(in, file, beside);
    if (engine.isOnnxRuntime()) {
      return run(bytes, file, engine.graph());
    }
    try {
      return LoadedModel.withOwnActivations(OnnxReader.read(bytes, file));
    } catch (NotDenseException e) {
      if (engine.isBlas()) {
        throw new UsageException(
            "Invalid --engine blas: %s, or leave --engine out".formatted(e.getMessage()), e);
      }
      return GraphReader.read(bytes, file, engine.graph(), e.isOfPixels());
    }
  }

  /** The same, where it is kept for later; none where BLAS is what runs it. */
  static Optional<StageGraph> graph(InputStream in, String file, DataFiles beside) {
    byte[] bytes = bytes(in, file, beside);
    try {
      OnnxReader.read(bytes, file);
      return Optional.empty();
    } catch (NotDenseException e) {
      return Optional.of(new StageGraph(file, bytes));
    }
  }

  /** Has ONNX Runtime run a graph that is whole. */
  static LoadedModel<Model> run(byte[] bytes, String file, GraphRequest request) {
    boolean isOfPixels;
    try {
      isOfPixels = OnnxReader.read(bytes, file).isOfPixels();
    } catch (NotDenseException e) {
      isOfPixels = e.isOfPixels();
    }
    return GraphReader.read(bytes, file, request, isOfPixels);
  }

  private static byte[] bytes(InputStream in, String file, DataFiles beside) {
    return ExternalData.inlined(OnnxReader.readAll(in, file), file, beside);
  }
}
