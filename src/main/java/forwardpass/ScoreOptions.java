package forwardpass;

import forwardpass.error.UsageException;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.spark.PredictionSink;
import forwardpass.weights.WeightsLayout;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The options of {@code score}, each checked as far as it can be on its own. */
final class ScoreOptions {
  private static final Set<Activation> HIDDEN =
      EnumSet.of(
          Activation.SIGMOID,
          Activation.RELU,
          Activation.TANH,
          Activation.STEP,
          Activation.IDENTITY);
  private static final Set<Activation> OUTPUT =
      EnumSet.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY);

  /** Virtual machines keep a few words of an array for themselves, and buffers have some slack. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 64;

  @Option(
      names = "--images",
      paramLabel = "PATH",
      description =
          "IDX images, gzipped or not: a file, directory or glob on any Hadoop file system (the test set in data/).")
  private String images;

  @Option(
      names = "--labels",
      paramLabel = "PATH",
      description =
          "IDX labels, paired with the images by position; without them there are predictions and no accuracy (those in data/ when --images is not given).")
  private String labels;

  @Option(
      names = "--weights",
      paramLabel = "PATH",
      description =
          "The network: a pickle or npz of NumPy arrays, or safetensors, told from the content (the one in data/).")
  private String weights;

  @Option(
      names = "--weights-layout",
      paramLabel = "NAME",
      description =
          "Matrices are [inputs, outputs] or [outputs, inputs]: in-out, out-in (told from the arrays' names).")
  private String weightsLayout;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "100",
      description = "Images per matrix product (${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "sigmoid",
      description = "Hidden layers: sigmoid, relu, tanh, step, identity (${DEFAULT-VALUE}).")
  private String activation;

  @Option(
      names = "--output-activation",
      paramLabel = "NAME",
      defaultValue = "softmax",
      description = "Output layer: softmax, sigmoid, identity (${DEFAULT-VALUE}).")
  private String outputActivation;

  @Option(
      names = "--normalize",
      negatable = true,
      fallbackValue = "true",
      description =
          "Divide pixels by 255, or not (unsigned bytes are divided; numbers of other types are taken as they are).")
  private Boolean normalize;

  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "Write predictions: file, index, label, prediction, probability (none).")
  private String output;

  @Option(
      names = "--output-format",
      paramLabel = "NAME",
      defaultValue = "parquet",
      description = "parquet, csv, json or any Spark sink on the class path (${DEFAULT-VALUE}).")
  private String outputFormat;

  @Option(
      names = "--overwrite",
      description = "Replace an existing output, only once the new one is complete.")
  private boolean overwrite;

  @Option(
      names = "--probabilities",
      description = "Add all that the network gives for an image, as column probabilities.")
  private boolean probabilities;

  @Option(
      names = "--min-accuracy",
      paramLabel = "X",
      description = "Fail the job, with exit status 6, below this accuracy (from 0 to 1).")
  private Double minAccuracy;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Input partitions (from size and cores).")
  private Integer partitions;

  /** Checks what can be checked before Spark is started. */
  void check() {
    requirePositive("--batch-size", batchSize);
    if (partitions != null) {
      requirePositive("--partitions", partitions);
    }
    activation("--activation", activation, HIDDEN);
    activation("--output-activation", outputActivation, OUTPUT);
    weightsLayout();
    if (minAccuracy != null && !(minAccuracy >= 0 && minAccuracy <= 1)) {
      throw new UsageException(
          "Invalid --min-accuracy: expected a number from 0 to 1, found " + minAccuracy);
    }
    if (minAccuracy != null && images != null && labels == null) {
      throw new UsageException("--min-accuracy needs --labels: there is no accuracy without them");
    }
    if (output == null && overwrite) {
      throw new UsageException("--overwrite needs --output: say what to overwrite");
    }
    if (output == null && probabilities) {
      throw new UsageException("--probabilities needs --output: say where to write them");
    }
  }

  Inputs inputs(SparkSession spark) {
    return Inputs.of(images, labels, weights, spark);
  }

  /** Refuses an output that would replace, or become, what the job reads. */
  void requireOutputApartFrom(Inputs inputs, SparkSession spark) {
    if (output != null) {
      inputs.requireApart(output, spark);
    }
  }

  Network network(String path, SparkSession spark) {
    Activation output = activation("--output-activation", outputActivation, OUTPUT);
    Network network =
        WeightsFile.read(
            path, spark, weightsLayout(), activation("--activation", activation, HIDDEN), output);
    if (network.outputs() == 1 && output == Activation.SOFTMAX) {
      throw new UsageException(
          "Invalid --output-activation: softmax of the single output of %s is always 1; use sigmoid"
              .formatted(path));
    }
    return network;
  }

  /** The batch size, for which the largest array of a batch is one that Java can have. */
  int batchSize(Network network) {
    int widest = network.inputs() * Double.BYTES; // as a file can hold them
    for (Dense layer : network.layers()) {
      widest = Math.max(widest, layer.outputs());
    }
    int most = LARGEST_ARRAY / widest;
    if (batchSize > most) {
      throw new UsageException(
          "Invalid --batch-size: expected at most %d for the network %s, found %d"
              .formatted(most, network, batchSize));
    }
    return batchSize;
  }

  float imageScale() {
    return normalize == null || normalize ? 1 / 255f : 1;
  }

  float featureScale() {
    return normalize != null && normalize ? 1 / 255f : 1;
  }

  boolean withProbabilities() {
    return probabilities;
  }

  OptionalInt partitions() {
    return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
  }

  /**
   * @param outputs the number of values that the network gives for an image
   */
  PredictionSink sink(int outputs) {
    return output == null
        ? PredictionSink.none()
        : PredictionSink.to(output, outputFormat, overwrite, probabilities ? outputs : 0);
  }

  /** Null where any will do. */
  Double minAccuracy() {
    return minAccuracy;
  }

  /** None where the names of the arrays tell it. */
  private Optional<WeightsLayout> weightsLayout() {
    if (weightsLayout == null) {
      return Optional.empty();
    }
    for (WeightsLayout layout : WeightsLayout.values()) {
      if (layout.toString().equals(weightsLayout)) {
        return Optional.of(layout);
      }
    }
    throw new UsageException(
        "Invalid --weights-layout: expected one of in-out, out-in, found " + weightsLayout);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(
          "Invalid %s: expected a whole number from 1, found %d".formatted(option, value));
    }
  }

  private static Activation activation(String option, String name, Set<Activation> allowed) {
    for (Activation activation : allowed) {
      if (name(activation).equals(name)) {
        return activation;
      }
    }
    throw new UsageException(
        "Invalid %s: expected one of %s, found %s"
            .formatted(
                option,
                allowed.stream().map(ScoreOptions::name).collect(Collectors.joining(", ")),
                name));
  }

  private static String name(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }
}
