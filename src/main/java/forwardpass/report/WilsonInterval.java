package forwardpass.report;

/**
 * Where a share lies with 95% confidence, if what was counted is a random sample.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>
 */
public record WilsonInterval(double low, double high) {
  /** The normal quantile of 97.5%. */
  private static final double Z = 1.959963984540054;

  /**
   * That of a share that was counted.
   *
   * @param all more than 0
   */
  static WilsonInterval of(long some, long all) {
    double share = (double) some / all;
    double scale = 1 + Z * Z / all;
    double middle = (share + Z * Z / (2.0 * all)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
    return new WilsonInterval(
        some == 0 ? 0 : Math.max(0, middle - half), some == all ? 1 : Math.min(1, middle + half));
  }

  /** As {@code report.json} has it. */
  double[] ends() {
    return new double[] {low, high};
  }
}
