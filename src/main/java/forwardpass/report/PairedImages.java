package forwardpass.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The images that two runs scored, one by one. Those that both have, with the same label, are
 * compared; the others are counted.
 *
 * @param inBoth that both have
 * @param bothRight predicted right by both
 * @param onlyBefore predicted right by the earlier run only
 * @param onlyNow predicted right by this run only
 * @param bothWrong predicted right by neither
 * @param changed of those that both have, labelled or not: predicted to be of another class
 * @param otherLabels that both have with labels that differ
 * @param missingNow that only the earlier run has
 * @param missingBefore that only this run has
 */
public record PairedImages(
    long inBoth,
    long bothRight,
    long onlyBefore,
    long onlyNow,
    long bothWrong,
    long changed,
    long otherLabels,
    long missingNow,
    long missingBefore) {
  /** The least that is told as a number. */
  private static final double LEAST_TOLD = 0.0001;

  /**
   * How likely so unequal a change is by chance, where both runs are as good: McNemar's test, the
   * exact one, with two sides. (McNemar, Psychometrika 12, 1947.)
   *
   * @return 1 where nothing changed
   */
  public double pValue() {
    long differing = onlyBefore + onlyNow;
    if (differing > Integer.MAX_VALUE) {
      throw new ArithmeticException("more images changed than can be tested: " + differing);
    }
    return differing == 0
        ? 1
        : Math.min(
            1,
            2
                * new BinomialDistribution(null, (int) differing, 0.5)
                    .cumulativeProbability((int) Math.min(onlyBefore, onlyNow)));
  }

  /** In words. */
  public String summary() {
    if (inBoth == 0) {
      return "no image is in both, by file and index";
    }
    String told =
        String.format(
            Locale.ROOT,
            "%,d images are right that were wrong, %,d are wrong that were right (McNemar's test: p %s)",
            onlyNow,
            onlyBefore,
            pValue() < LEAST_TOLD ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", pValue()));
    long unpaired = missingNow + missingBefore;
    return told
        + (otherLabels == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d have other labels", otherLabels))
        + (unpaired == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d are in one of the runs only", unpaired));
  }

  /** Under the keys of {@code report.json}. */
  Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("in_both", inBoth);
    described.put("both_right", bothRight);
    described.put("only_earlier_right", onlyBefore);
    described.put("only_now_right", onlyNow);
    described.put("both_wrong", bothWrong);
    described.put("mcnemar_p", pValue());
    described.put("other_prediction", changed);
    described.put("other_label", otherLabels);
    described.put("only_in_earlier", missingNow);
    described.put("only_in_now", missingBefore);
    return described;
  }
}
