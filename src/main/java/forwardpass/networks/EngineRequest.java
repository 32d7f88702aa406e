package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.model.GraphRequest;
import java.util.List;
import java.util.Optional;

/**
 * What runs a network.
 *
 * @param engine by name; told from the network where it is not given
 * @param graph what is asked for of a graph
 */
public record EngineRequest(Optional<String> engine, GraphRequest graph) {
  static final String BLAS = "blas";
  static final String ONNX_RUNTIME = "onnxruntime";

  /** Whatever suits the network. */
  public static final EngineRequest ANY = new EngineRequest(Optional.empty(), GraphRequest.NONE);

  /**
   * @throws UsageException where there is no such engine, or it cannot do what is asked for
   */
  public EngineRequest {
    if (engine.isPresent() && !List.of(BLAS, ONNX_RUNTIME).contains(engine.get())) {
      throw new UsageException(
          "Invalid --engine: expected one of blas, onnxruntime, found " + engine.get());
    }
    if (engine.filter(BLAS::equals).isPresent() && graph.option().isPresent()) {
      throw new UsageException(
          "--engine blas and %s do not go together: it is for graphs that ONNX Runtime runs"
              .formatted(graph.option().get()));
    }
  }

  /** The same engine, of which this is asked. */
  public EngineRequest with(GraphRequest other) {
    return new EngineRequest(engine, other);
  }

  /** Whether the network has to be run by BLAS. */
  boolean isBlas() {
    return engine.filter(BLAS::equals).isPresent();
  }

  /** Whether ONNX Runtime has to run the network: it alone can do what is asked for. */
  boolean isOnnxRuntime() {
    return engine.filter(ONNX_RUNTIME::equals).isPresent() || graph.option().isPresent();
  }

  /** The option that asks for ONNX Runtime. */
  String asked() {
    return engine.map(name -> "--engine " + name).or(graph::option).orElseThrow();
  }
}
