package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.model.OutputNames;
import java.util.List;
import java.util.Optional;

/**
 * What runs a network.
 *
 * @param engine by name; told from the network where it is not given
 * @param outputs those of a graph that are asked for
 */
public record EngineRequest(Optional<String> engine, OutputNames outputs) {
  static final String BLAS = "blas";
  static final String ONNX_RUNTIME = "onnxruntime";

  /** Whatever suits the network. */
  public static final EngineRequest ANY = new EngineRequest(Optional.empty(), OutputNames.NONE);

  /**
   * @throws UsageException where there is no such engine, or it knows no outputs by name
   */
  public EngineRequest {
    if (engine.isPresent() && !List.of(BLAS, ONNX_RUNTIME).contains(engine.get())) {
      throw new UsageException(
          "Invalid --engine: expected one of blas, onnxruntime, found " + engine.get());
    }
    if (engine.filter(BLAS::equals).isPresent() && outputs.isGiven()) {
      throw new UsageException(
          "--engine blas and %s do not go together: a chain of dense layers has one output"
              .formatted(outputs.option()));
    }
  }

  /** The same, with an output that is kept beside the scores. */
  public EngineRequest with(Optional<String> embedding) {
    return new EngineRequest(engine, new OutputNames(outputs.scores(), embedding));
  }

  /** Whether the network has to be run by BLAS. */
  boolean isBlas() {
    return engine.filter(BLAS::equals).isPresent();
  }

  /** Whether ONNX Runtime has to run the network: it alone knows outputs by name. */
  boolean isOnnxRuntime() {
    return engine.filter(ONNX_RUNTIME::equals).isPresent() || outputs.isGiven();
  }

  /** The option that asks for ONNX Runtime. */
  String asked() {
    return engine.map(name -> "--engine " + name).orElseGet(outputs::option);
  }
}
