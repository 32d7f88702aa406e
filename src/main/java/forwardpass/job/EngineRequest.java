package forwardpass.job;

import forwardpass.error.UsageException;
import java.util.List;
import java.util.Optional;

/**
 * What runs a network.
 *
 * @param engine by name; told from the network where it is not given
 * @param outputTensor the output of a graph that has the scores; found where it is not given
 */
public record EngineRequest(Optional<String> engine, Optional<String> outputTensor) {
  static final String BLAS = "blas";
  static final String ONNX_RUNTIME = "onnxruntime";

  /** Whatever suits the network. */
  public static final EngineRequest ANY = new EngineRequest(Optional.empty(), Optional.empty());

  /**
   * @throws UsageException where there is no such engine, or it knows no outputs by name
   */
  public EngineRequest {
    if (engine.isPresent() && !List.of(BLAS, ONNX_RUNTIME).contains(engine.get())) {
      throw new UsageException(
          "Invalid --engine: expected one of blas, onnxruntime, found " + engine.get());
    }
    if (engine.filter(BLAS::equals).isPresent() && outputTensor.isPresent()) {
      throw new UsageException(
          "--engine blas and --output-tensor do not go together: a chain of dense layers has one output");
    }
  }

  /** Whether the network has to be run by BLAS. */
  boolean isBlas() {
    return engine.filter(BLAS::equals).isPresent();
  }

  /** Whether ONNX Runtime has to run the network: it alone knows outputs by name. */
  boolean isOnnxRuntime() {
    return engine.filter(ONNX_RUNTIME::equals).isPresent() || outputTensor.isPresent();
  }

  /** The option that asks for ONNX Runtime. */
  String asked() {
    return engine.map(name -> "--engine " + name).orElse("--output-tensor");
  }
}
