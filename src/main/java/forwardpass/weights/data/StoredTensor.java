package forwardpass.weights.data;

import forwardpass.error.Quote;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An array of a file: its values as float32, and how the file stores them. */
public final class StoredTensor {
  private final Tensor tensor;
  private final NumberType type;
  private final FilePosition position;
  private final int firstNotFinite;

  /**
   * @param position where failures of the array are reported
   */
  public StoredTensor(Tensor tensor, NumberType type, FilePosition position) {
    this.tensor = tensor;
    this.type = type;
    this.position = position;
    this.firstNotFinite = tensor.firstNotFinite();
  }

  /** The values, row-major. */
  public Tensor tensor() {
    return tensor;
  }

  /** The type of each value in the file, such as {@code float64}. */
  public String type() {
    return type.toString();
  }

  /**
   * This array, all its values finite.
   *
   * @param name what messages call it
   * @throws forwardpass.error.WeightsException where one is not, or is too large for float32
   */
  public StoredTensor requireFinite(String name) {
    if (firstNotFinite >= 0) {
      throw position.notFinite(
          Quote.plain(name) + indexOf(firstNotFinite), tensor.values()[firstNotFinite]);
    }
    return this;
  }

  private List<Integer> indexOf(int place) {
    List<Integer> index = new ArrayList<>();
    int rest = place;
    for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
      index.add(rest % tensor.shape().get(axis));
      rest /= tensor.shape().get(axis);
    }
    Collections.reverse(index);
    return index;
  }
}
