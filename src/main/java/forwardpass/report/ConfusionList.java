package forwardpass.report;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Confusions as {@code report.json} and the page have them. */
public final class ConfusionList {
  /** The most classes that have a table of all pairs, and the most rows of a page's list. */
  public static final int FEW = 30;

  private static final Comparator<Confusions.Pair> MOST_IMAGES_FIRST =
      Comparator.comparingLong(Confusions.Pair::images)
          .reversed()
          .thenComparingInt(Confusions.Pair::label)
          .thenComparingInt(Confusions.Pair::prediction);

  private ConfusionList() {}

  /** Of few classes a table of all pairs; of many a list of the pairs that have images. */
  static void describe(Tally tally, Map<String, Object> metrics) {
    Confusions confusions = tally.classified().confusions();
    int classes = tally.classified().counts().classes();
    if (classes <= FEW) {
      metrics.put("confusion_matrix_rows_label_columns_prediction", matrix(confusions, classes));
    } else {
      metrics.put("confusions", confusions.areTooMany() ? null : list(tally));
    }
  }

  private static long[][] matrix(Confusions confusions, int classes) {
    long[][] matrix = new long[classes][classes];
    for (int label = 0; label < classes; label++) {
      for (int prediction = 0; prediction < classes; prediction++) {
        matrix[label][prediction] = confusions.images(label, prediction);
      }
    }
    return matrix;
  }

  /** Label, prediction and images of each pair; each made when it is asked for. */
  private static List<long[]> list(Tally tally) {
    Confusions confusions = tally.classified().confusions();
    long[] sorted = confusions.sorted();
    return new AbstractList<>() {
      @Override
      public long[] get(int i) {
        Confusions.Pair pair = confusions.pair(sorted[i]);
        return new long[] {
          tally.number(pair.label()), tally.number(pair.prediction()), pair.images()
        };
      }

      @Override
      public int size() {
        return sorted.length;
      }
    };
  }

  /** The mistakes that are made most often, those of most images first. */
  public static List<Confusions.Pair> mostFrequentMistakes(Confusions confusions) {
    PriorityQueue<Confusions.Pair> most = new PriorityQueue<>(MOST_IMAGES_FIRST.reversed());
    for (long number : confusions.sorted()) {
      Confusions.Pair pair = confusions.pair(number);
      if (pair.label() != pair.prediction()) {
        most.add(pair);
        if (most.size() > FEW) {
          most.remove();
        }
      }
    }
    return most.stream().sorted(MOST_IMAGES_FIRST).toList();
  }
}
