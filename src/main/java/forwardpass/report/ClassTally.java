package forwardpass.report;

import forwardpass.model.OutputKind;
import java.io.Serializable;
import java.util.List;

/** What is counted of images that a network gives a class. */
public final class ClassTally implements Serializable {
  private static final long serialVersionUID = 1;

  /** How far down a label is looked for among the classes, by their outputs. */
  private static final int TOP = 3;

  /** A product stays so far above what a double can be, times {@link #EPSILON}. */
  private static final double LEAST_PRODUCT = 1e-250;

  /** That of doubles. Probabilities are kept so far from 0 and 1, as scikit-learn does. */
  static final double EPSILON = Math.ulp(1.0);

  private final TallyShape shape;
  private final OutputKind kind;
  private final int width;
  private final ClassCounts counts;
  private final Confusions confusions;
  private final ConfidenceBins bins = new ConfidenceBins();
  private final BinaryScores scores;
  private final Examples mistakes = new Examples(true);
  private final Examples uncertain = new Examples(false);
  private final long[] ranks = new long[TOP + 1]; // the last: further down
  private double logLoss;

  /** Probabilities whose logarithms are not in it yet: one is taken of many, as it takes long. */
  private double product = 1;

  ClassTally(TallyShape shape) {
    this.shape = shape;
    kind = shape.kind();
    width = shape.outputs();
    counts = new ClassCounts(shape.classes());
    confusions = new Confusions(shape.classes());
    scores = kind == OutputKind.BINARY ? new BinaryScores() : null;
  }

  /**
   * Adds an image.
   *
   * @param outputs of a batch
   * @param image its number in the batch
   * @param label negative where it has none
   */
  void add(
      float[] outputs,
      int image,
      int prediction,
      int label,
      String file,
      long index,
      Pictures pictures) {
    int start = image * width;
    double confidence = kind.probability(outputs, start, width, prediction);
    counts.add(label, prediction);
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
              label < 0 ? label : shape.number(label),
              shape.number(prediction),
              confidence,
              Thumbnail.of(pictures.pixels(image), shape.pictures()));
      if (wanted) {
        uncertain.add(example);
      }
      if (isMistake) {
        mistakes.add(example);
      }
    }
  }

  private void addLabelled(float[] outputs, int start, int prediction, int label) {
    confusions.add(label, prediction);
    double probability = kind.normalized(outputs, start, width, label);
    product *= Math.max(EPSILON, Math.min(1 - EPSILON, probability));
    if (product < LEAST_PRODUCT) {
      logLoss -= Math.log(product);
      product = 1;
    }
    if (label == prediction) {
      ranks[0]++;
    } else {
      ranks[scores == null ? rank(outputs, start, label) : 1]++;
    }
    if (scores != null) {
      scores.add(outputs[start], label);
    }
  }

  /** How many classes come before one: those of larger output, and of equals those before it. */
  private int rank(float[] outputs, int start, int of) {
    float own = outputs[start + of];
    int rank = 0;
    for (int k = 0; k < width && rank < TOP; k++) {
      float other = outputs[start + k];
      if (other > own || (other == own && k < of)) {
        rank++;
      }
    }
    return rank;
  }

  void addAll(ClassTally other) {
    counts.addAll(other.counts);
    confusions.addAll(other.confusions);
    bins.addAll(other.bins);
    if (scores != null) {
      scores.addAll(other.scores);
    }
    mistakes.addAll(other.mistakes());
    uncertain.addAll(other.uncertain());
    for (int rank = 0; rank <= TOP; rank++) {
      ranks[rank] += other.ranks[rank];
    }
    logLoss += other.logLoss();
  }

  public ClassCounts counts() {
    return counts;
  }

  public Confusions confusions() {
    return confusions;
  }

  public ConfidenceBins bins() {
    return bins;
  }

  /** Null where the network has more than one output. */
  BinaryScores scores() {
    return scores;
  }

  List<Example> mistakes() {
    return mistakes.list();
  }

  List<Example> uncertain() {
    return uncertain.list();
  }

  double logLoss() {
    return logLoss - Math.log(product);
  }

  /** How many images have a label. */
  public long labelled() {
    return within(TOP) + ranks[TOP];
  }

  /** How many have their label among the first of so many classes, three at most. */
  long within(int first) {
    long within = 0;
    for (int rank = 0; rank < first; rank++) {
      within += ranks[rank];
    }
    return within;
  }
}
