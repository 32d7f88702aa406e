package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.nn.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * That NumPy reads the same is shown by the golden predictions, for which it reads the weights in
 * data/.
 */
class PickleWriterTest {
  @Test
  void whatIsWrittenIsReadAgainInTheSameOrder() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("W1", new Tensor(List.of(2, 3), new float[] {1, -2, 3.5f, Float.MIN_VALUE, 0, 6}));
    tensors.put("b1", new Tensor(List.of(3), new float[] {7, 8, Float.MAX_VALUE}));
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();

    PickleWriter.write(tensors, pickle);

    Map<String, Tensor> read = PickleFixtures.read(pickle.toByteArray());
    assertEquals(List.of("W1", "b1"), List.copyOf(read.keySet()));
    for (String name : tensors.keySet()) {
      assertEquals(tensors.get(name).shape(), read.get(name).shape());
      assertArrayEquals(tensors.get(name).values(), read.get(name).values());
    }
  }
}
