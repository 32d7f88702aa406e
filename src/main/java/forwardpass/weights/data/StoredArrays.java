package forwardpass.weights.data;

import java.util.List;
import java.util.Map;

/**
 * The arrays of a file.
 *
 * @param tensors by name, in the file's order; those of a list are called {@code arr_0}, {@code
 *     arr_1} and so on, as NumPy calls them
 * @param leftOut the names of what the file holds besides and that is no array: an epoch, a loss
 */
public record StoredArrays(Map<String, StoredTensor> tensors, List<String> leftOut) {
  /** Longest name that is taken from a file. */
  public static final int LONGEST_NAME = 1024;
}
