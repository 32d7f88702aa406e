package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.weights.data.FilePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dict of names to values, in the order in which they were put. */
final class Dict implements Value {
  private final Map<String, Value> items = new LinkedHashMap<>();
  private final boolean isOrdered;

  private Dict(boolean isOrdered) {
    this.isOrdered = isOrdered;
  }

  Dict() {
    this(false);
  }

  /** {@code OrderedDict()}, or of a list of pairs as Python 2 writes it. */
  static Dict ordered(Value arguments, FilePosition position) {
    Fields fields = Fields.of("the arguments of OrderedDict", arguments, 0, 1, position);
    Dict dict = new Dict(true);
    if (!fields.values().isEmpty()) {
      if (!(fields.at(0) instanceof Items pairs)) {
        throw position.corrupt("a list as the items of an OrderedDict", fields.at(0).described());
      }
      for (Value pair : pairs.values()) {
        List<Value> item =
            pair instanceof Items list
                ? list.values()
                : pair instanceof Tuple tuple ? tuple.values() : List.of();
        if (item.size() != 2) {
          throw position.corrupt("pairs as the items of an OrderedDict", pair.described());
        }
        dict.put(item.get(0), item.get(1), position);
      }
    }
    return dict;
  }

  /** Whether it is a {@code collections.OrderedDict}, whose objects have a state besides. */
  boolean isOrdered() {
    return isOrdered;
  }

  /** Puts one item under a new name; a number is a name too. */
  void put(Value key, Value value, FilePosition position) {
    String name = key instanceof Int number ? String.valueOf(number.value()) : key.asName();
    if (name == null) {
      throw position.unsupported(
          "a str of at most " + LONGEST_NAME + " characters as a key",
          key.described(),
          FilePosition.SAVE_ARRAYS);
    }
    if (items.putIfAbsent(name, value) != null) {
      throw position.corrupt("each key once", Quote.quoted(name) + " twice");
    }
  }

  Map<String, Value> items() {
    return Collections.unmodifiableMap(items);
  }

  @Override
  public String described() {
    return "a dict";
  }
}
