package forwardpass.onnx;

import forwardpass.error.Quote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What a model calls its classes. What is predicted are places of outputs, from 0 on: where a model
 * calls them by other numbers, those would be taken for the labels.
 */
final class ClassNames {
  /** Those that find the name of the class whose place is given. */
  private static final Set<String> LOOKUPS = Set.of("ArrayFeatureExtractor", "Gather");

  private static final String NUMBER = "[-+]?[0-9]+([.][0-9]*)?";

  private ClassNames() {}

  /** Checks the names that a node has or takes, whether its output is one that is scored or not. */
  static void check(Node node, NamedValues values, ModelFile file) {
    switch (node.operator()) {
      case "ZipMap" -> check(node, attribute(node, "classlabels_strings", "int64s"), file);
      case "LabelEncoder" -> check(node, encoded(node), file);
      case "LinearClassifier", "SVMClassifier", "TreeEnsembleClassifier" ->
          check(node, attribute(node, "classlabels_strings", "ints"), file);
      default -> {
        if (LOOKUPS.contains(node.operator()) && node.inputs().size() == 2) {
          String place = node.inputs().get(1);
          if (!values.isConstant(place)) {
            check(node, values.names(node.inputs().get(0)), file);
          }
        }
      }
    }
  }

  private static List<String> attribute(Node node, String texts, String numbers) {
    List<String> names = new ArrayList<>(node.strings(texts));
    for (String name : List.of("classlabels_" + numbers, "classlabels_int64s")) {
      if (names.isEmpty()) {
        names.addAll(numbers(node.numbers(name)));
      }
    }
    return names;
  }

  /** By its keys, where those are places from 0 on, in any order; else none. */
  private static List<String> encoded(Node node) {
    double[] keys = node.numbers("keys_int64s");
    List<String> values = new ArrayList<>(node.strings("values_strings"));
    values.addAll(numbers(node.numbers("values_int64s")));
    String[] names = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      boolean isPlace = keys[i] >= 0 && keys[i] < keys.length && values.size() == keys.length;
      if (!isPlace) {
        return List.of();
      }
      names[(int) keys[i]] = values.get(i);
    }
    return Arrays.asList(names).contains(null) ? List.of() : Arrays.asList(names);
  }

  /** Numbers as texts, whole ones without a point. */
  static List<String> numbers(float... numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = numbers[i];
    }
    return numbers(doubles);
  }

  private static List<String> numbers(double... numbers) {
    List<String> names = new ArrayList<>();
    for (double number : numbers) {
      names.add(number == Math.rint(number) ? String.valueOf((long) number) : "" + number);
    }
    return names;
  }

  private static void check(Node node, List<String> names, ModelFile file) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.matches(NUMBER) && Double.parseDouble(name) != i) {
        throw file.otherClasses(node, Quote.plain(name), i);
      }
    }
  }
}
