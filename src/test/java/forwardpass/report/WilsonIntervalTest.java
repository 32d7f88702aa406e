package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /** The shares p for which |k/n - p| is the quantile times sqrt(p(1-p)/n), by bisection. */
  @ParameterizedTest
  @CsvSource({
    "9, 10, 0.5958499732047615, 0.9821237869049271",
    "0, 10, 0, 0.2775327998628899",
    "10, 10, 0.7224672001371107, 1",
    "1, 1, 0.2065493143772374, 1",
    "1, 3, 0.06149194472039623, 0.7923403991979522",
    "9352, 10000, 0.9302060218135497, 0.9398597460046133",
    "499999999999, 1000000000000, 0.49999902001700774, 0.5000009799809922"
  })
  void endsAreThoseThatSolveTheEquation(long some, long all, double low, double high) {
    WilsonInterval found = WilsonInterval.of(some, all);

    assertEquals(low, found.low(), 1e-12);
    assertEquals(high, found.high(), 1e-12);
  }
}
