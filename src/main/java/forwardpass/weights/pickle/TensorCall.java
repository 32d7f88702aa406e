package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import java.util.Optional;

/** The functions that a pickle of PyTorch's tensors needs, each by its exact name. */
enum TensorCall implements Value {
  REBUILD_TENSOR("_rebuild_tensor"),
  REBUILD_TENSOR_V2("_rebuild_tensor_v2"),
  REBUILD_PARAMETER("_rebuild_parameter");

  private static final String MODULE = "torch._utils";

  private final String name;

  TensorCall(String name) {
    this.name = name;
  }

  /** The function of this name; none where there is none. */
  static Optional<Value> find(String module, String name) {
    for (TensorCall call : values()) {
      if (module.equals(MODULE) && call.name.equals(name)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  Value call(Value arguments, FilePosition position) {
    return switch (this) {
      case REBUILD_TENSOR -> PickledTensor.rebuild(arguments, 4, 4, position);
      case REBUILD_TENSOR_V2 -> PickledTensor.rebuild(arguments, 6, 7, position);
      case REBUILD_PARAMETER -> {
        Fields fields = Fields.of("the arguments of a parameter", arguments, 3, 3, position);
        fields.require(0, fields.at(0) instanceof PickledTensor, "a tensor");
        yield fields.at(0);
      }
    };
  }

  @Override
  public String described() {
    return "the function " + MODULE + "." + name;
  }
}
