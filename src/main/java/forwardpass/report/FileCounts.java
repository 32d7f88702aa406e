package forwardpass.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was read of a file, or of several.
 *
 * @param isWhole whether all is known; else only how many records were refused
 */
public record FileCounts(
    String file, boolean isWhole, long scored, long labelled, long correct, long refused) {
  /** The most files of which a page, or a list of the worst, tells each by itself. */
  public static final int MOST = 100;

  private static final String OTHERS = "all other files";

  private static final Comparator<FileCounts> WORST_FIRST =
      Comparator.comparingLong(FileCounts::refused)
          .thenComparingLong(FileCounts::mistakes)
          .reversed()
          .thenComparing(FileCounts::file);

  static FileCounts of(String file, long... counts) {
    return new FileCounts(file, true, counts[0], counts[1], counts[2], counts[3]);
  }

  private long mistakes() {
    return labelled - correct;
  }

  private FileCounts minus(FileCounts other) {
    return new FileCounts(
        file,
        true,
        scored - other.scored,
        labelled - other.labelled,
        correct - other.correct,
        refused - other.refused);
  }

  private boolean isEmpty() {
    return scored + refused == 0;
  }

  /** Those that stand out: of most refused records, and of most mistakes; then all others. */
  static List<FileCounts> worst(Tally tally) {
    Map<String, FileCounts> known = new TreeMap<>();
    tally
        .refusedFiles()
        .counts()
        .forEach(
            (file, counts) -> known.put(file, new FileCounts(file, false, 0, 0, 0, counts[0])));
    long[] all = tally.files().others();
    tally
        .files()
        .counts()
        .forEach(
            (file, counts) -> {
              known.put(file, of(file, counts));
              for (int i = 0; i < all.length; i++) {
                all[i] += counts[i];
              }
            });
    List<FileCounts> worst =
        new ArrayList<>(known.values().stream().sorted(WORST_FIRST).limit(MOST).toList());
    FileCounts others = of(OTHERS, all);
    for (FileCounts each : worst) {
      others = others.minus(each);
    }
    if (!others.isEmpty()) {
      worst.add(others);
    }
    return worst;
  }

  /** Files with refused records, those with most first, and how many those of all others have. */
  static List<Map<String, Object>> mostRefused(Tally tally) {
    return worst(tally).stream()
        .filter(each -> each.refused() > 0)
        .map(
            each -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("file", each.file());
              one.put("refused", each.refused());
              return one;
            })
        .toList();
  }
}
