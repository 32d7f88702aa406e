package forwardpass.nn;

import forwardpass.model.Model;
import forwardpass.model.OutputKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Dense layers, each fed by the one before. Immutable, and made to be broadcast; the buffers of a
 * computation are in {@link ForwardPass}.
 */
public final class Network implements Model {
  private static final long serialVersionUID = 1;

  private final Dense[] layers;
  private final boolean isOfPixels;

  /**
   * @param layers first to last
   * @throws IllegalArgumentException where there is none, or where one does not take as many values
   *     as the one before it gives
   */
  public Network(List<Dense> layers) {
    this(layers, false);
  }

  /**
   * As {@link #Network(List)}.
   *
   * @param isOfPixels as {@link #isOfPixels} says
   */
  public Network(List<Dense> layers, boolean isOfPixels) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("expected at least one layer, found none");
    }
    for (int i = 1; i < layers.size(); i++) {
      int given = layers.get(i - 1).outputs();
      int taken = layers.get(i).inputs();
      if (given != taken) {
        throw new IllegalArgumentException(
            "layer %d gives %d values and layer %d takes %d".formatted(i, given, i + 1, taken));
      }
    }
    this.layers = layers.toArray(Dense[]::new);
    this.isOfPixels = isOfPixels;
  }

  @Override
  public boolean isOfPixels() {
    return isOfPixels;
  }

  /** The layers, first to last. */
  public List<Dense> layers() {
    return List.of(layers);
  }

  /** The same network up to its last activation: what it gives are logits. */
  public Network logits() {
    Dense[] open = layers.clone();
    open[open.length - 1] = open[open.length - 1].withoutActivation();
    return new Network(List.of(open), isOfPixels);
  }

  /** What follows the last layer's X·W + b. */
  public Activation outputActivation() {
    return layers[layers.length - 1].activation();
  }

  @Override
  public int inputs() {
    return layers[0].inputs();
  }

  @Override
  public int outputs() {
    return layers[layers.length - 1].outputs();
  }

  /**
   * A single output that no sigmoid or step has made the probability of a class is a number, as a
   * regression gives.
   */
  @Override
  public OutputKind outputKind() {
    Activation activation = outputActivation();
    if (outputs() == 1) {
      return activation == Activation.SIGMOID || activation == Activation.STEP
          ? OutputKind.BINARY
          : OutputKind.NUMBER;
    }
    return switch (activation) {
      case SIGMOID -> OutputKind.ONE_VERSUS_REST;
      case SOFTMAX -> OutputKind.PROBABILITIES;
      case LOG_SOFTMAX -> OutputKind.LOG_PROBABILITIES;
      default -> OutputKind.LOGITS;
    };
  }

  @Override
  public boolean areNumbers() {
    return isRegression() || outputActivation() == Activation.IDENTITY;
  }

  /** The first layer takes it in: whoever runs it has nothing more to do. */
  @Override
  public Network normalized(float[] mean, float[] deviation) {
    Dense[] normalized = layers.clone();
    normalized[0] = layers[0].normalized(mean, deviation);
    return new Network(List.of(normalized), isOfPixels);
  }

  @Override
  public int widest() {
    int widest = inputs();
    for (Dense layer : layers) {
      widest = Math.max(widest, layer.outputs());
    }
    return widest;
  }

  @Override
  public long sessionBytes(int batchSize, boolean areBytes, boolean isDeterministic) {
    return ForwardPass.bytes(this, batchSize, areBytes, isDeterministic);
  }

  @Override
  public ForwardPass open(boolean isDeterministic) {
    return ForwardPass.of(this, isDeterministic);
  }

  @Override
  public Optional<String> selfTest() {
    return SelfTest.run(this);
  }

  @Override
  public long bytes() {
    long values = 0;
    for (Dense layer : layers) {
      values += (layer.inputs() + 1L) * layer.outputs();
    }
    return values * Float.BYTES;
  }

  @Override
  public String sha256() {
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    for (Dense layer : layers) {
      sha256.update(layer.activation().name().getBytes(StandardCharsets.UTF_8));
      for (Tensor tensor : List.of(layer.weights(), layer.bias())) {
        sha256.update(tensor.shape().toString().getBytes(StandardCharsets.UTF_8));
        update(sha256, tensor.values());
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    for (float value : values) {
      if (!bytes.hasRemaining()) {
        digest.update(bytes.flip());
        bytes.clear();
      }
      bytes.putFloat(value);
    }
    digest.update(bytes.flip());
  }

  /** The widths and activations, such as {@code 784-50(sigmoid)-100(sigmoid)-10(softmax)}. */
  @Override
  public String toString() {
    return IntStream.range(0, layers.length)
        .mapToObj(
            i ->
                layers[i].outputs()
                    + "("
                    + layers[i].activation().name().toLowerCase(java.util.Locale.ROOT)
                    + ")")
        .collect(Collectors.joining("-", inputs() + "-", ""));
  }
}
