package forwardpass.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dict of names to arrays, in the order in which they were put. */
final class Dict implements Value {
  private final Map<String, NumpyArray> arrays = new LinkedHashMap<>();

  /** Puts one item, which must be a new name and a complete array. */
  void put(Value key, Value value, FilePosition position) {
    String name = key.name();
    if (name == null) {
      throw position.unsupported(
          "a str of at most " + LONGEST_NAME + " characters as a key",
          key.described(),
          FilePosition.SAVE_ARRAYS);
    }
    if (!(value instanceof NumpyArray array)) {
      throw position.unsupported(
          "a NumPy array for key " + Quote.quoted(name),
          value.described(),
          FilePosition.SAVE_ARRAYS);
    }
    if (!array.isComplete()) {
      throw position.corrupt(
          "a NumPy array for key " + Quote.quoted(name), "an array without data");
    }
    if (arrays.putIfAbsent(name, array) != null) {
      throw position.corrupt("each key once", Quote.quoted(name) + " twice");
    }
  }

  Map<String, NumpyArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  @Override
  public String described() {
    return "a dict";
  }
}
