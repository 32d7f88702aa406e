package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of {@code src/test/resources/weights}, and reading weights from memory. */
public final class WeightsFixtures {
  /** What messages call a file that lies in memory. */
  public static final String FILE = "weights";

  private WeightsFixtures() {}

  public static byte[] bytes(String name) {
    try (InputStream in = WeightsFixtures.class.getResourceAsStream("/weights/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of a file of nothing else. */
  public static FloatBuffer floats(String name) {
    return ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  public static StoredWeights read(byte[] file) {
    return StoredWeights.read(new ByteArrayInputStream(file), FILE);
  }

  /** Arrays as a pickle gives them. */
  static StoredWeights stored(Map<String, Tensor> tensors) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            stored.put(
                name, new StoredTensor(tensor, NumberType.FLOAT32, new FilePosition(FILE, 0))));
    return new StoredWeights(WeightsFormat.PICKLE, new StoredArrays(stored, List.of()));
  }

  /** The message with which a file is refused. */
  public static String refusal(byte[] file) {
    return assertThrows(WeightsException.class, () -> read(file)).getMessage();
  }
}
