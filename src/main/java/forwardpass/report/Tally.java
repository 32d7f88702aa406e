package forwardpass.report;

import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import forwardpass.nn.Predictions;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the report needs to know of the images that were scored, added up by each task, and then of
 * all tasks by the driver. It takes as much memory for a billion images as for ten thousand.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1;

  /** Steps of a probability that a ROC curve tells apart. */
  static final int ROC_STEPS = 1000;

  /** Less is taken for this, so that one image cannot make the log loss infinite. */
  private static final double LEAST_PROBABILITY = 1e-15;

  private final OutputKind kind;
  private final int width;
  private final int classes;
  private final int firstClass;
  private final long[] confusion;
  private final long[] predicted;
  private final long[] ranks;
  private final ConfidenceBins bins = new ConfidenceBins();
  private final long[] negatives;
  private final long[] positives;
  private final Examples mistakes = new Examples(true);
  private final Examples uncertain = new Examples(false);
  private final NamedCounts files = new NamedCounts(4);
  private final NamedCounts reasons = new NamedCounts(1);
  private final Moments numbers = new Moments();
  private final OutputErrors errors;
  private double logLoss;

  /**
   * @param errors null where outputs are no numbers to be compared with labels
   */
  private Tally(OutputKind kind, int width, int classes, int firstClass, OutputErrors errors) {
    this.kind = kind;
    this.width = width;
    this.classes = classes;
    this.firstClass = firstClass;
    this.errors = errors;
    confusion = new long[Math.multiplyExact(classes, classes)];
    predicted = new long[classes];
    ranks = new long[classes];
    boolean isBinary = kind == OutputKind.BINARY;
    negatives = new long[isBinary ? ROC_STEPS + 1 : 0];
    positives = new long[isBinary ? ROC_STEPS + 1 : 0];
  }

  /**
   * An empty tally for a network.
   *
   * @param firstClass how the report calls class 0
   */
  public static Tally of(Network network, int firstClass) {
    boolean isIdentity = network.outputActivation() == Activation.IDENTITY;
    return new Tally(
        OutputKind.of(network),
        network.outputs(),
        network.isRegression() ? 0 : network.classes(),
        firstClass,
        isIdentity || network.isRegression() ? new OutputErrors(network.outputs()) : null);
  }

  /** An empty tally that this one can be added to. */
  public Tally empty() {
    return new Tally(
        kind, width, classes, firstClass, errors == null ? null : new OutputErrors(width));
  }

  /**
   * Adds a batch of one file.
   *
   * @param outputs [n, outputs]; may be longer
   * @param labels [n] classes, -1 where an image has none; null where there are none
   * @param index of the first image in its file
   */
  public void addBatch(
      float[] outputs,
      Predictions predictions,
      int[] labels,
      String file,
      long index,
      Pictures pictures) {
    int[] found = predictions.classes();
    long labelled = 0;
    long correct = 0;
    for (int i = 0; i < found.length; i++) {
      boolean isLabelled = labels != null && (labels[i] >= 0 || isRegression());
      double label = isLabelled ? labels[i] : Double.NaN;
      labelled += isLabelled ? 1 : 0;
      correct += label == found[i] ? 1 : 0;
      add(outputs, i, found[i], label, file, index + i, pictures);
    }
    files.add(file, found.length, labelled, correct, 0);
  }

  /**
   * Adds an image of a batch.
   *
   * @param image its number in the batch
   * @param label not a number where it has none
   * @param index in its file; -1 where it has none
   */
  public void addImage(
      float[] outputs,
      int image,
      int prediction,
      double label,
      String file,
      long index,
      Pictures pictures) {
    add(outputs, image, prediction, label, file, index, pictures);
    files.add(file, 1, Double.isNaN(label) ? 0 : 1, label == prediction ? 1 : 0, 0);
  }

  /** Adds a record that was refused. Reasons that differ in numbers only are counted together. */
  public void addRefused(String file, String reason) {
    files.add(file, 0, 0, 0, 1);
    reasons.add(reason.replaceAll("[-+]?[0-9]+(\\.[0-9]+)?", "N"), 1);
  }

  private void add(
      float[] outputs,
      int image,
      int prediction,
      double label,
      String file,
      long index,
      Pictures pictures) {
    boolean isLabelled = !Double.isNaN(label);
    if (errors != null && isLabelled) {
      errors.add(outputs, image * width, label);
    }
    if (kind == OutputKind.NUMBER) {
      numbers.add(outputs[image]);
    } else {
      addClass(outputs, image, prediction, isLabelled ? (int) label : -1, file, index, pictures);
    }
  }

  private void addClass(
      float[] outputs,
      int image,
      int prediction,
      int label,
      String file,
      long index,
      Pictures pictures) {
    int start = image * width;
    double confidence = kind.probability(outputs, start, width, prediction);
    predicted[prediction]++;
    bins.add(confidence, label >= 0, label == prediction);
    if (label >= 0) {
      addLabelled(outputs, start, prediction, label);
    }
    boolean isMistake = label >= 0 && label != prediction;
    boolean wanted = uncertain.wants(confidence, file, index);
    if (wanted || (isMistake && mistakes.wants(confidence, file, index))) {
      Example example =
          new Example(
              file,
              index,
              label < 0 ? label : number(label),
              number(prediction),
              confidence,
              pictures.pixels(image));
      if (wanted) {
        uncertain.add(example);
      }
      if (isMistake) {
        mistakes.add(example);
      }
    }
  }

  private void addLabelled(float[] outputs, int start, int prediction, int label) {
    confusion[label * classes + prediction]++;
    logLoss -=
        Math.log(Math.max(LEAST_PROBABILITY, kind.probability(outputs, start, width, label)));
    if (kind == OutputKind.BINARY) {
      ranks[label == prediction ? 0 : 1]++;
      int step = (int) (ROC_STEPS * Math.max(0, Math.min(1, outputs[start])));
      (label == 1 ? positives : negatives)[step]++;
    } else {
      ranks[rank(outputs, start, label)]++;
    }
  }

  /** How many classes come before one: those of larger output, and of equals those before it. */
  private int rank(float[] outputs, int start, int of) {
    float own = outputs[start + of];
    int rank = 0;
    for (int k = 0; k < width; k++) {
      float other = outputs[start + k];
      if (other > own || (other == own && k < of)) {
        rank++;
      }
    }
    return rank;
  }

  /** Adds another tally of the same network. */
  public void addAll(Tally other) {
    plus(confusion, other.confusion);
    plus(predicted, other.predicted);
    plus(ranks, other.ranks);
    plus(negatives, other.negatives);
    plus(positives, other.positives);
    bins.addAll(other.bins);
    logLoss += other.logLoss;
    numbers.addAll(other.numbers);
    if (errors != null) {
      errors.addAll(other.errors);
    }
    mistakes.addAll(other.mistakes.list());
    uncertain.addAll(other.uncertain.list());
    files.addAll(other.files);
    reasons.addAll(other.reasons);
  }

  private static void plus(long[] sum, long... added) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
  }

  int classes() {
    return classes;
  }

  /** How a class is called, where it is a number. */
  int number(int of) {
    return firstClass + of;
  }

  long confusion(int label, int prediction) {
    return confusion[label * classes + prediction];
  }

  long predicted(int number) {
    return predicted[number];
  }

  /** How many labelled images have their label among the first of so many classes. */
  long within(int first) {
    long within = 0;
    for (int i = 0; i < Math.min(first, classes); i++) {
      within += ranks[i];
    }
    return within;
  }

  double logLoss() {
    return logLoss;
  }

  ConfidenceBins bins() {
    return bins;
  }

  /** Whether images get a number and no class. */
  boolean isRegression() {
    return kind == OutputKind.NUMBER;
  }

  /** Of a network that gives numbers; empty where no image has a label. */
  public OptionalDouble meanSquaredError() {
    return errors == null || errors.count() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(errors.meanSquared());
  }

  /** The numbers that a regression gave. */
  Moments numbers() {
    return numbers;
  }

  /** Null where outputs are no numbers to be compared with labels. */
  OutputErrors errors() {
    return errors;
  }

  boolean isBinary() {
    return kind == OutputKind.BINARY;
  }

  long positives(int step) {
    return positives[step];
  }

  long negatives(int step) {
    return negatives[step];
  }

  List<Example> mistakes() {
    return mistakes.list();
  }

  List<Example> uncertain() {
    return uncertain.list();
  }

  /** Under each file: scored, labelled, correct and refused. */
  NamedCounts files() {
    return files;
  }

  NamedCounts reasons() {
    return reasons;
  }
}
