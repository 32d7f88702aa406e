package forwardpass.report;

import forwardpass.model.ClassNumbers;
import forwardpass.report.input.SampledPixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What makes the figures of a run doubtful, in words. Fewer than {@link #LEAST} images say nothing,
 * and pixels, whatever they are, say nothing where the network is right.
 */
final class Warnings {
  private static final int LEAST = 100;

  /** Below this accuracy something may be wrong with the images, and not with the network only. */
  private static final double POOR = 0.5;

  /** How much accuracy has to be won by exchanging classes. */
  private static final double WON = 0.3;

  /** Labels that spread over less are of one class, but for a few. */
  private static final double SEVERAL = 1.5;

  /**
   * Predictions that spread over this share of what labels do, both beyond one class, collapsed.
   */
  private static final double COLLAPSED = 0.25;

  /** Without labels, predictions that all fall on so many classes, or on this share of them. */
  private static final int FEW = 3;

  private static final double FEW_OF_ALL = 0.3;

  /** What all stands for in both, so that a few others count for nothing. */
  private static final double ALL = 0.9;

  /** No pixel of 8 bits that was divided by 255 once is as dark, but black. */
  private static final double DIVIDED_TWICE = 1.001 / 255;

  /** The greatest of values from 0 to 1, with some room for how they were made. */
  private static final double ONE = 1.5;

  /** Means that are apart by more of the earlier run's standard deviation are of other images. */
  private static final double APART = 0.5;

  /** So are spreads of which one is so many times the other. */
  private static final double WIDER = 2;

  /** How many images have to be looked at for their mean to say anything. */
  private static final int LEAST_SAMPLED = 10;

  private final Tally tally;
  private final ClassNumbers names;
  private final ClassTally classified;
  private final ClassCounts counts;
  private final List<String> found = new ArrayList<>();

  private Warnings(Tally tally, ClassNumbers names) {
    this.tally = tally;
    this.names = names;
    this.classified = tally.classified();
    this.counts = classified.counts();
  }

  /** All that there are, each a sentence and what to do. */
  static List<String> of(Tally tally, ClassNumbers names, Optional<Comparison> comparison) {
    if (tally.isRegression()) {
      return List.of();
    }
    Warnings warnings = new Warnings(tally, names);
    warnings.find();
    comparison.ifPresent(warnings::addUnlike);
    return List.copyOf(warnings.found);
  }

  private void find() {
    long labelled = classified.labelled();
    boolean isLabelled = labelled >= LEAST;
    boolean isPoor = isLabelled && classified.within(1) < POOR * labelled;
    if (isPoor && !addShifted()) {
      addExchanged();
    }
    boolean isCollapsed = addCollapsed(isLabelled);
    if (isPoor || (isCollapsed && !isLabelled)) {
      addPixels();
    }
  }

  /** Whether most predictions are the class beside that of the label. */
  private boolean addShifted() {
    for (int step : new int[] {-1, 1}) {
      long beside =
          IntStream.range(Math.max(0, -step), counts.classes() - Math.max(0, step))
              .mapToLong(label -> classified.confusions().images(label, label + step))
              .sum();
      if (counts.classes() > 2 && beside > POOR * classified.labelled()) {
        found.add(
            "Labels look shifted by one: %,d of %,d predictions are one %s the label; check where labels begin (--first-class), and that they belong to these images"
                .formatted(beside, classified.labelled(), step < 0 ? "below" : "above"));
        return true;
      }
    }
    return false;
  }

  /** Pairs each label with a prediction, those of most images first. */
  private void addExchanged() {
    Confusions confusions = classified.confusions();
    List<Confusions.Pair> pairs =
        Arrays.stream(confusions.sorted())
            .mapToObj(confusions::pair)
            .sorted(Comparator.comparingLong(Confusions.Pair::images).reversed())
            .toList();
    boolean[] isLabelTaken = new boolean[counts.classes()];
    boolean[] isPredictionTaken = new boolean[counts.classes()];
    long right = 0;
    List<Confusions.Pair> exchanged = new ArrayList<>();
    for (Confusions.Pair pair : pairs) {
      if (!isLabelTaken[pair.label()] && !isPredictionTaken[pair.prediction()]) {
        isLabelTaken[pair.label()] = true;
        isPredictionTaken[pair.prediction()] = true;
        right += pair.images();
        if (pair.label() != pair.prediction()) {
          exchanged.add(pair);
        }
      }
    }
    long labelled = classified.labelled();
    if (right >= POOR * labelled && right >= classified.within(1) + WON * labelled) {
      found.add(
          "Classes look exchanged: %,d of %,d images would be right if the network called them by other numbers (%s); check the order of classes"
              .formatted(
                  right,
                  labelled,
                  exchanged.stream()
                      .limit(FEW)
                      .map(
                          pair ->
                              titled(pair.label())
                                  + " is predicted as "
                                  + titled(pair.prediction()))
                      .collect(Collectors.joining(", "))));
    }
  }

  /** Whether predictions fall on few classes where labels, if there are any, do not. */
  private boolean addCollapsed(boolean isLabelled) {
    List<Integer> predicted = mostFrequent(counts::predicted);
    if (predicted.isEmpty() || !(isLabelled ? areFewerThanLabels() : areFew(predicted.size()))) {
      return false;
    }
    long images = predicted.stream().mapToLong(counts::predicted).sum();
    found.add(
        "Predictions fall on few classes: %,d of %,d are %s, of %,d classes; check how images are prepared%s"
            .formatted(
                images,
                all(counts::predicted),
                listed(predicted),
                counts.classes(),
                isLabelled ? "" : ", unless they are of these classes"));
    return true;
  }

  /** That labels are of several classes, and predictions spread over far fewer than they. */
  private boolean areFewerThanLabels() {
    double labels = spread(counts::labelled);
    return labels >= SEVERAL && spread(counts::predicted) - 1 <= COLLAPSED * (labels - 1);
  }

  /** Images may well be of few classes where nobody says of which they are. */
  private boolean areFew(int predicted) {
    if (counts.classes() <= FEW) {
      return counts.predicted(mostFrequent(counts::predicted).get(0)) == all(counts::predicted);
    }
    return predicted <= Math.max(1, Math.min(FEW, FEW_OF_ALL * counts.classes()));
  }

  /** How many classes would have as much in common if all had as many images (Simpson's index). */
  private double spread(IntToLongFunction images) {
    double all = all(images);
    double squares =
        IntStream.range(0, counts.classes())
            .mapToDouble(k -> images.applyAsLong(k) / all)
            .map(share -> share * share)
            .sum();
    return 1 / squares;
  }

  private long all(IntToLongFunction images) {
    return IntStream.range(0, counts.classes()).mapToLong(images).sum();
  }

  private String listed(List<Integer> classes) {
    String first =
        classes.stream().limit(FEW).map(this::titled).collect(Collectors.joining(" or "));
    return classes.size() <= FEW
        ? first
        : first + String.format(Locale.ROOT, " or %,d others", classes.size() - FEW);
  }

  /** The fewest classes that nearly all images are of; none of too few images. */
  private List<Integer> mostFrequent(IntToLongFunction images) {
    long all = all(images);
    if (all < LEAST) {
      return List.of();
    }
    List<Integer> first = new ArrayList<>();
    long reached = 0;
    List<Integer> sorted =
        IntStream.range(0, counts.classes())
            .boxed()
            .sorted(Comparator.comparingLong(k -> -images.applyAsLong(k)))
            .toList();
    for (int i = 0; reached < ALL * all; i++) {
      first.add(sorted.get(i));
      reached += images.applyAsLong(sorted.get(i));
    }
    return first;
  }

  private void addPixels() {
    SampledPixels pixels = tally.images().pixels();
    long drawn = pixels.images() - pixels.blank();
    if (drawn == 0) {
      return;
    }
    if (pixels.greatest() > 0 && pixels.greatest() <= DIVIDED_TWICE) {
      found.add(
          "Pixels look divided by 255 twice: none that the network gets is above %.4f; check --normalize and --no-normalize"
              .formatted(pixels.greatest()));
    } else if (pixels.greatest() > ONE) {
      found.add(
          "Pixels are not divided by 255: the network gets values up to %.0f; give --normalize if it was trained on values from 0 to 1"
              .formatted(pixels.greatest()));
    }
    if (tally.isGrey() && pixels.light() >= ALL * drawn) {
      found.add(
          "Images are dark on light: %,d of %,d that were looked at; give --invert if the network was trained on light on dark, or leave it out if it is given"
              .formatted(pixels.light(), drawn));
    }
  }

  /** Whether pixels are other ones than those of the earlier run, however right the network is. */
  private void addUnlike(Comparison comparison) {
    Map<?, ?> input = comparison.earlierInput().orElse(Map.of());
    SampledPixels now = tally.images().pixels();
    if (input.get("sampled_images") instanceof Number sampled
        && Math.min(sampled.longValue(), now.images()) >= LEAST_SAMPLED
        && input.get("pixels") instanceof Map<?, ?> pixels
        && pixels.get("mean") instanceof Number mean
        && pixels.get("standard_deviation") instanceof Number spread) {
      double ratio = now.standardDeviation() / spread.doubleValue();
      if (Math.abs(now.mean() - mean.doubleValue()) > APART * spread.doubleValue()
          || Math.max(ratio, 1 / ratio) > WIDER) {
        found.add(
            String.format(
                Locale.ROOT,
                "Images are unlike those of %s: pixels have mean %.4f and standard deviation %.4f, there %.4f and %.4f; check how images are prepared",
                comparison.earlier(),
                now.mean(),
                now.standardDeviation(),
                mean.doubleValue(),
                spread.doubleValue()));
      }
    }
  }

  private String titled(int of) {
    return names.titled(tally.number(of));
  }
}
