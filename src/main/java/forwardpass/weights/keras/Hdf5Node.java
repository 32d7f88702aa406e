package forwardpass.weights.keras;

import io.jhdf.api.Node;

/**
 * A group or a dataset.
 *
 * @param path of it in the file, without a slash at its start
 */
record Hdf5Node(String path, Node node) {
  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of a child. */
  String path(String child) {
    return path.isEmpty() ? child : path + "/" + child;
  }
}
