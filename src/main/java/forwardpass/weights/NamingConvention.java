package forwardpass.weights;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a file's arrays are named, by who wrote it, and which way round they then are. */
enum NamingConvention {
  /** W1, b1, W2, b2 and so on, as in "Deep Learning from Scratch". */
  BOOK(
      "the names of the book",
      Optional.of(WeightsLayout.IN_OUT),
      "W1, b1, W2, b2 and so on",
      "(?<weights>W)(?<w>[1-9][0-9]{0,3})|b(?<b>[1-9][0-9]{0,3})") {
    @Override
    String missing(String layer, boolean isBias) {
      return (isBias ? "b" : "W") + layer;
    }
  },

  /** 0.weight, 0.bias and so on: the state dict of PyTorch's modules. */
  TORCH(
      "names of PyTorch",
      Optional.of(WeightsLayout.OUT_IN),
      "LAYER.weight and LAYER.bias",
      "(?<w>|.*\\.)(?<weights>weight)|(?<b>|.*\\.)bias") {
    @Override
    String missing(String layer, boolean isBias) {
      return layer + (isBias ? "bias" : "weight");
    }
  },

  /** dense/kernel, dense/bias, dense_1/kernel:0 and so on: the variables of Keras and Flax. */
  KERAS(
      "names of Keras",
      Optional.of(WeightsLayout.IN_OUT),
      "LAYER/kernel and LAYER/bias",
      "(?<w>|.*[./])(?<weights>kernel)(?::0)?|(?<b>|.*[./])bias(?::0)?") {
    @Override
    String missing(String layer, boolean isBias) {
      return layer + (isBias ? "bias" : "kernel");
    }
  },

  /** wih and who, as in "Make Your Own Neural Network": from input to hidden to output. */
  MAKE_YOUR_OWN(
      "the names of Make Your Own Neural Network",
      Optional.of(WeightsLayout.OUT_IN),
      "wih and who",
      "(?<weights>[wW]_?)(?<w>ih|hh[0-9]*|ho)|b_?(?<b>ih|hh[0-9]*|ho)") {
    @Override
    String missing(String layer, boolean isBias) {
      return (isBias ? "b" : "w") + layer;
    }
  },

  /** A list of weights and a list of biases, in a dict. */
  TWO_LISTS(
      "a list of weights and one of biases",
      Optional.empty(),
      "a list of weights and one of biases",
      "(?<weights>weights|coefs_?|kernels|W)/(?<w>[0-9]{1,4})|(?:biases|intercepts_?|bias|b)/(?<b>[0-9]{1,4})") {
    @Override
    String missing(String layer, boolean isBias) {
      return (isBias ? "biases/" : "weights/") + layer;
    }
  };

  /**
   * What a name says.
   *
   * @param layer what the names of the arrays of one layer have in common
   */
  record Part(String layer, boolean isBias) {}

  private final String source;
  private final Optional<WeightsLayout> layout;
  private final String example;
  private final Pattern name;

  NamingConvention(String source, Optional<WeightsLayout> layout, String example, String name) {
    this.source = source;
    this.layout = layout;
    this.example = example;
    this.name = Pattern.compile(name, Pattern.DOTALL);
  }

  /** The convention that all names keep to, or none. */
  static Optional<NamingConvention> of(Collection<String> names) {
    for (NamingConvention convention : values()) {
      if (names.stream().allMatch(name -> convention.part(name).isPresent())) {
        return Optional.of(convention);
      }
    }
    return Optional.empty();
  }

  /** The layer of an array, and what it is of it; none in other names. */
  Optional<Part> part(String arrayName) {
    Matcher matcher = name.matcher(arrayName);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean isBias = matcher.group("weights") == null;
    return Optional.of(new Part(matcher.group(isBias ? "b" : "w"), isBias));
  }

  /** The name of an array that is not there, for messages. */
  abstract String missing(String layer, boolean isBias);

  /** Which way round the matrices are; none where the names do not tell. */
  Optional<WeightsLayout> layout() {
    return layout;
  }

  /** What is said to have been taken. */
  String source() {
    return source;
  }

  /** The names, for messages. */
  String example() {
    return example;
  }
}
