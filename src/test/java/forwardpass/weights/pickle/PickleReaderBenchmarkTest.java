package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PickleReaderBenchmarkTest {
  @Test
  void theReadingThatIsMeasuredGivesTheWholeNetwork() throws IOException {
    PickleReaderBenchmark benchmark = new PickleReaderBenchmark();
    benchmark.load();

    Map<String, List<Integer>> shapes =
        benchmark.read().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, array -> array.getValue().tensor().shape()));

    assertEquals(
        "{W1=[784, 50], W2=[50, 100], W3=[100, 10], b1=[50], b2=[100], b3=[10]}",
        new TreeMap<>(shapes).toString());
  }
}
