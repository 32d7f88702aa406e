package forwardpass.report;

import forwardpass.model.ClassNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  /** Predictions that all fall on so many classes, or on this share of them, have collapsed. */
  private static final int FEW = 3;

  private static final double FEW_OF_ALL = 0.3;

  /** What all stands for in both, so that a few others count for nothing. */
  private static final double ALL = 0.9;

  /** No pixel of 8 bits that was divided by 255 once is as dark, but black. */
  private static final double DIVIDED_TWICE = 1.001 / 255;

  /** The greatest of values from 0 to 1, with some room for how they were made. */
  private static final double ONE = 1.5;

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
  static List<String> of(Tally tally, ClassNumbers names) {
    if (tally.isRegression()) {
      return List.of();
    }
    Warnings warnings = new Warnings(tally, names);
    warnings.find();
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
    boolean areFew =
        !predicted.isEmpty() && predicted.size() <= Math.min(FEW, FEW_OF_ALL * counts.classes());
    if (!areFew || (isLabelled && mostFrequent(counts::labelled).size() < 2 * predicted.size())) {
      return false;
    }
    long images = predicted.stream().mapToLong(counts::predicted).sum();
    found.add(
        "Predictions fall on few classes: %,d of %,d are %s, of %,d classes; check how images are prepared%s"
            .formatted(
                images,
                IntStream.range(0, counts.classes()).mapToLong(counts::predicted).sum(),
                predicted.stream().map(this::titled).collect(Collectors.joining(" or ")),
                counts.classes(),
                isLabelled ? "" : ", unless they are of these classes"));
    return true;
  }

  /** The fewest classes that nearly all images are of; none of too few images. */
  private List<Integer> mostFrequent(IntToLongFunction images) {
    long all = IntStream.range(0, counts.classes()).mapToLong(images).sum();
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
    SampledPixels pixels = tally.pixels();
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

  private String titled(int of) {
    return names.titled(tally.number(of));
  }
}
