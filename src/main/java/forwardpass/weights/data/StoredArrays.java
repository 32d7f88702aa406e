package forwardpass.weights.data;

import forwardpass.nn.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arrays of a file.
 *
 * @param tensors by name, in the file's order; those of a list are called {@code arr_0}, {@code
 *     arr_1} and so on, as NumPy calls them
 * @param leftOut the names of what the file holds besides and that is no array: an epoch, a loss
 * @param areLayersInOrder whether the format says that layers come first to last
 * @param network that of the layers, where the format says what they are
 */
public record StoredArrays(
    Map<String, StoredTensor> tensors,
    List<String> leftOut,
    boolean areLayersInOrder,
    Optional<Network> network) {
  /** Longest name that is taken from a file. */
  public static final int LONGEST_NAME = 1024;

  /** Arrays of which the format says nothing but their names. */
  public StoredArrays(Map<String, StoredTensor> tensors, List<String> leftOut) {
    this(tensors, leftOut, false, Optional.empty());
  }
}
