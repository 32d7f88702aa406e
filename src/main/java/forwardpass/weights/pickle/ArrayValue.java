package forwardpass.weights.pickle;

import forwardpass.weights.data.StoredTensor;
import java.util.List;

/** An array of numbers: one of NumPy's, or a tensor of PyTorch's. */
sealed interface ArrayValue extends Value permits PickledArray, PickledTensor {
  /** Whether its type, its shape and where its data are is known. */
  boolean isComplete();

  /** Whether it holds numbers that can be weights. */
  boolean isFloat();

  /** Whether it is a single number that is no float, or holds texts: what no layer has. */
  boolean isNoArray();

  List<Integer> shape();

  /** The type and the shape, for messages. */
  String label();

  /** The array, all its values finite; what is not is reported under this name. */
  StoredTensor stored(String name);
}
