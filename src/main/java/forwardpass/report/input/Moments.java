package forwardpass.report.input;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Count, mean, spread and range of numbers, by the updates of Welford and of Chan. */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  private long count;
  private double mean;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

  /**
   * Those of some numbers.
   *
   * @param squares their squared distances from the mean, added up
   */
  static Moments of(long count, double mean, double squares, double least, double greatest) {
    Moments moments = new Moments();
    moments.count = count;
    moments.mean = mean;
    moments.squares = squares;
    moments.least = least;
    moments.greatest = greatest;
    return moments;
  }

  /** Adds a number. */
  public void add(double number) {
    count++;
    double distance = number - mean;
    mean += distance / count;
    squares += distance * (number - mean);
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }

  /** Adds all numbers of others. */
  public void addAll(Moments other) {
    if (other.count == 0) {
      return;
    }
    double distance = other.mean - mean;
    double all = (double) count + other.count;
    mean += distance * other.count / all;
    squares += other.squares + distance * distance * count * other.count / all;
    count += other.count;
    least = Math.min(least, other.least);
    greatest = Math.max(greatest, other.greatest);
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The mean; 0 where there is none. */
  double mean() {
    return mean;
  }

  /** The standard deviation of these numbers themselves; not a number where there is none. */
  double standardDeviation() {
    return Math.sqrt(squares / count);
  }

  /** The greatest; negative infinity where there is none. */
  double greatest() {
    return greatest;
  }

  /** The squared distances from the mean, added up. */
  public double squares() {
    return squares;
  }

  /** Under the keys of {@code report.json}. */
  public Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("count", count);
    if (count > 0) {
      described.put("mean", mean);
      described.put("standard_deviation", standardDeviation());
      described.put("least", least);
      described.put("greatest", greatest);
    }
    return described;
  }
}
