package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.DataSet;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays in the object of a pickle: a dict of them, a list or a tuple of them, or a checkpoint,
 * which has such a one under a name like {@code state_dict}. What is no array is left out, and told
 * by name.
 */
final class PickledArrays {
  /** Names under which checkpoints keep the arrays of a network. */
  private static final List<String> WRAPPERS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "params",
          "model",
          "weights",
          "net",
          "network");

  private static final int DEEPEST = 4;

  /** Some thousand arrays; what is nested can be far more than what is in the file. */
  private static final int MOST_VALUES = 1 << 14;

  private final Vocabulary vocabulary;
  private final FilePosition end;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private int seen;

  private PickledArrays(Vocabulary vocabulary, FilePosition end) {
    this.vocabulary = vocabulary;
    this.end = end;
  }

  /**
   * @param end where the pickle ends
   */
  static StoredArrays of(Value root, Vocabulary vocabulary, FilePosition end) {
    PickledArrays arrays = new PickledArrays(vocabulary, end);
    Value network = root instanceof Dict dict ? arrays.unwrapped(dict) : root;
    if (network instanceof Dict dict) {
      dict.items().forEach((name, value) -> arrays.add(name, value, 1));
    } else if (elements(network) != null) {
      arrays.addList(elements(network), 1);
    } else {
      throw end.unsupported(
          "a dict or a list of " + vocabulary.plural(), network.described(), vocabulary.advice());
    }
    return new StoredArrays(
        Collections.unmodifiableMap(arrays.tensors), List.copyOf(arrays.leftOut));
  }

  /** The part of a checkpoint that is its network. */
  private Value unwrapped(Dict root) {
    List<String> found =
        WRAPPERS.stream()
            .filter(
                name -> root.items().get(name) != null && holdsArrays(root.items().get(name), 1))
            .toList();
    boolean hasMatrices = root.items().values().stream().anyMatch(PickledArrays::isMatrix);
    if (found.isEmpty() || hasMatrices || root.items().containsKey("biases")) {
      return root;
    }
    if (found.size() > 1) {
      throw end.unsupported(
          "the arrays of one network",
          "some under each of " + String.join(", ", found),
          vocabulary == Vocabulary.TENSORS
              ? "save those of one alone with torch.save"
              : "save those of one alone with pickle.dump");
    }
    root.items().keySet().stream().filter(name -> !found.contains(name)).forEach(leftOut::add);
    return root.items().get(found.get(0));
  }

  /** What a layer has; a vector beside a network is a state of random numbers, or a history. */
  private static boolean isMatrix(Value value) {
    return value instanceof ArrayValue array
        && array.isComplete()
        && array.isFloat()
        && array.shape().size() >= 2;
  }

  private static boolean isArray(Value value) {
    return value instanceof ArrayValue array && !array.isNoArray();
  }

  /** Whether there is an array in it, no deeper than arrays are looked for. */
  private boolean holdsArrays(Value value, int depth) {
    requireFew();
    if (isArray(value)) {
      return true;
    }
    Collection<Value> values = value instanceof Dict dict ? dict.items().values() : elements(value);
    return values != null
        && depth <= DEEPEST
        && values.stream().anyMatch(item -> holdsArrays(item, depth + 1));
  }

  /** The values of a list or a tuple; null where it is neither. */
  private static List<Value> elements(Value value) {
    if (value instanceof Value.Items list) {
      return list.values();
    }
    return value instanceof Value.Tuple tuple ? tuple.values() : null;
  }

  private void addList(List<Value> values, int depth) {
    ArrayValue before = null;
    for (Value value : values) {
      if (value instanceof ArrayValue array && array.isComplete() && !array.isFloat()) {
        requireNoLabels(before, array);
      }
      String name = "arr_" + (tensors.size() + leftOut.size());
      if (elements(value) != null && depth < DEEPEST) {
        addList(elements(value), depth + 1);
      } else {
        add(name, value, depth);
      }
      before = value instanceof ArrayValue array ? array : null;
    }
  }

  private void add(String name, Value value, int depth) {
    requireFew();
    if (isArray(value)) {
      addArray(name, (ArrayValue) value);
    } else if (!holdsArrays(value, depth)) {
      leftOut.add(name);
    } else if (depth == DEEPEST) {
      throw end.unsupported(
          "arrays at most " + DEEPEST + " dicts deep", "more", vocabulary.advice());
    } else if (value instanceof Dict dict) {
      dict.items().forEach((key, item) -> add(name + "/" + key, item, depth + 1));
    } else {
      List<Value> values = elements(value);
      for (int i = 0; i < values.size(); i++) {
        add(name + "/" + i, values.get(i), depth + 1);
      }
    }
  }

  private void addArray(String name, ArrayValue array) {
    if (!array.isComplete()) {
      throw end.corrupt("a NumPy array as " + Quote.quoted(name), "an array without data");
    }
    if (!array.isFloat()) {
      throw DataSet.refusal(name, array.label(), array.shape().size(), end)
          .orElseGet(
              () ->
                  end.unsupported(
                      "an array of float16, float32 or float64 as " + Quote.quoted(name),
                      array.label(),
                      vocabulary.advice()));
    }
    if (tensors.putIfAbsent(name, array.stored(name)) != null) {
      throw end.unsupported(
          "arrays of different names", Quote.quoted(name) + " twice", vocabulary.advice());
    }
  }

  /** In a list, whole numbers after as many images are their labels. */
  private void requireNoLabels(ArrayValue images, ArrayValue labels) {
    boolean isPair =
        images != null
            && images.isComplete()
            && images.shape().size() >= 2
            && labels.shape().size() == 1
            && images.shape().get(0).equals(labels.shape().get(0));
    if (isPair) {
      throw DataSet.refusal("images, then labels", labels.label(), end);
    }
  }

  private void requireFew() {
    if (++seen > MOST_VALUES) {
      throw tooMany();
    }
  }

  private WeightsException tooMany() {
    return end.unsupported("at most " + MOST_VALUES + " values", "more", vocabulary.advice());
  }
}
