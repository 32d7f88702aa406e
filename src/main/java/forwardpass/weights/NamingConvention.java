package forwardpass.weights;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a file's arrays are named, by who wrote it, and which way round they then are. */
enum NamingConvention {
  /** W1, b1, W2, b2 and so on, as in "Deep Learning from Scratch". */
  BOOK("the book", WeightsLayout.IN_OUT, "W1, b1, W2, b2 and so on", "[Wb]([1-9][0-9]{0,3})") {
    @Override
    String weights(String layer) {
      return "W" + layer;
    }

    @Override
    String bias(String layer) {
      return "b" + layer;
    }
  },

  /** 0.weight, 0.bias and so on: the state dict of PyTorch's modules. */
  TORCH("PyTorch", WeightsLayout.OUT_IN, "LAYER.weight and LAYER.bias", "(|.*\\.)(?:weight|bias)") {
    @Override
    String weights(String layer) {
      return layer + "weight";
    }

    @Override
    String bias(String layer) {
      return layer + "bias";
    }
  },

  /** dense/kernel, dense/bias, dense_1/kernel and so on: the variables of Keras and Flax. */
  KERAS("Keras", WeightsLayout.IN_OUT, "LAYER/kernel and LAYER/bias", "(|.*[./])(?:kernel|bias)") {
    @Override
    String weights(String layer) {
      return layer + "kernel";
    }

    @Override
    String bias(String layer) {
      return layer + "bias";
    }
  };

  private final String tool;
  private final WeightsLayout layout;
  private final String example;
  private final Pattern name;

  NamingConvention(String tool, WeightsLayout layout, String example, String name) {
    this.tool = tool;
    this.layout = layout;
    this.example = example;
    this.name = Pattern.compile(name, Pattern.DOTALL);
  }

  /** The convention that all names keep to, or none. */
  static Optional<NamingConvention> of(Collection<String> names) {
    for (NamingConvention convention : values()) {
      if (names.stream().allMatch(name -> convention.layer(name).isPresent())) {
        return Optional.of(convention);
      }
    }
    return Optional.empty();
  }

  /** The part of a name that weights and bias of one layer have in common; none in other names. */
  Optional<String> layer(String arrayName) {
    Matcher matcher = name.matcher(arrayName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  abstract String weights(String layer);

  abstract String bias(String layer);

  /** Whose names they are, for messages. */
  String tool() {
    return tool;
  }

  WeightsLayout layout() {
    return layout;
  }

  /** The names, for messages. */
  String example() {
    return example;
  }
}
