package forwardpass.onnx;

import forwardpass.error.WeightsException;

/**
 * A model's file, and the failures reported of it.
 *
 * @param name as the user knows it
 * @param length in bytes
 */
record ModelFile(String name, int length) {
  private static final String DENSE_ONLY = "export the network as dense layers only";

  /** A node that may be correct, and is not run. */
  Unsupported unsupported(Node node, String expected, String found) {
    return new Unsupported(
        "Unsupported: %s, %s: expected %s, found %s; %s"
            .formatted(name, node, expected, found, DENSE_ONLY));
  }

  /** A graph that may be correct, and is no chain of layers. */
  NotDenseException unsupported(String expected, String found) {
    return new NotDenseException(
        "Unsupported: %s: expected %s, found %s; %s".formatted(name, expected, found, DENSE_ONLY));
  }

  /** A model that calls its classes by other numbers than the places of its outputs. */
  WeightsException otherClasses(Node node, String name, int place) {
    return new WeightsException(
        "Unsupported: %s, %s: expected classes named 0, 1, 2 and so on, found %s as class %d; train the network on labels from 0 on, as what is predicted are places of outputs"
            .formatted(this.name, node, name, place));
  }

  /** No correct writer makes such a graph. */
  WeightsException corrupt(String expected, String found) {
    return new WeightsException(
        "Corrupt: %s: expected %s, found %s; export the model again"
            .formatted(name, expected, found));
  }
}
