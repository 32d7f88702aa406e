package forwardpass.snappy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnappyBlockBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"bytes", "floats"})
  void bothThatAreMeasuredUnpackTheSame(String pixels) throws IOException {
    SnappyBlockBenchmark ours = new SnappyBlockBenchmark();
    SnappyBlockBenchmark library = new SnappyBlockBenchmark();
    ours.pixels = pixels;
    library.pixels = pixels;
    ours.compress();
    library.compress();

    assertArrayEquals(library.library(), ours.unpack());
  }
}
