package forwardpass.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.image.resize.PictureShape;
import forwardpass.model.GraphRequest;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The image that a graph takes.
 *
 * @param shape of one image, as the graph has it, without the dimension of the batch
 * @param channels 1 or 3
 * @param areChannelsLast whether a pixel's values are side by side, as they come
 * @param batch how many images it takes at once; 0 where it takes any number
 */
record GraphInput(
    String name,
    ElementType type,
    List<Integer> shape,
    int channels,
    boolean areChannelsLast,
    int batch)
    implements Serializable {
  private static final int MOST_DIMENSIONS = 4;

  /**
   * Finds the only input.
   *
   * @throws WeightsException where there are others, or it takes no images
   * @throws forwardpass.error.UsageException where its size is left open, and not asked for
   */
  static GraphInput of(Map<String, NodeInfo> inputs, GraphRequest request, String file) {
    if (inputs.size() != 1) {
      throw new WeightsException(
          "Unsupported: %s: expected one input, which takes the image, found %s; export the network with the others as constants"
              .formatted(file, inputs.isEmpty() ? "none" : names(inputs)));
    }
    NodeInfo input = inputs.values().iterator().next();
    if (!(input.getInfo() instanceof TensorInfo tensor)) {
      throw unsupported(input, file, "no tensor");
    }
    ElementType type =
        ElementType.of(tensor.type)
            .orElseThrow(() -> unsupported(input, file, "values of " + tensor.type));
    long[] dimensions = tensor.getShape();
    String found = "%s %s".formatted(Quote.plain(input.getName()), Arrays.toString(dimensions));
    if (dimensions.length < 2 || dimensions.length > MOST_DIMENSIONS || dimensions[0] == 0) {
      throw unsupported(file, found);
    }
    InputShape shape = InputShape.of(dimensions, request, found, file);
    if (!shape.isOfImages()) {
      throw unsupported(file, found);
    }
    int batch = (int) Math.max(0, Math.min(Integer.MAX_VALUE, dimensions[0]));
    return new GraphInput(
        input.getName(), type, shape.sizes(), shape.channels(), shape.areChannelsLast(), batch);
  }

  private static String names(Map<String, NodeInfo> inputs) {
    return inputs.size()
        + ": "
        + inputs.keySet().stream().map(Quote::plain).collect(Collectors.joining(", "));
  }

  private static WeightsException unsupported(NodeInfo input, String file, String found) {
    return unsupported(file, "%s, %s".formatted(Quote.plain(input.getName()), found));
  }

  private static WeightsException unsupported(String file, String found) {
    return new WeightsException(
        "Unsupported: %s: expected an input of images, as floats of 16, 32 or 64 bits or unsigned bytes, of shape [n, size], [n, height, width], [n, channels, height, width] or [n, height, width, channels] with 1 or 3 channels, found %s; export the network for images"
            .formatted(file, found));
  }

  /** How many values an image has. */
  int values() {
    return shape.stream().reduce(1, (a, b) -> a * b);
  }

  /**
   * The pictures that it takes, as they come: the values of a pixel side by side, whatever the
   * graph wants; none where it takes values without rows.
   */
  Optional<PictureShape> pictures() {
    if (shape.size() == 1) {
      return Optional.empty();
    }
    boolean hasChannelsFirst = shape.size() == MOST_DIMENSIONS - 1 && !areChannelsLast;
    int rows = hasChannelsFirst ? 1 : 0;
    return Optional.of(
        new PictureShape(channels, shape.get(rows), shape.get(rows + 1), true, false));
  }

  /** The same, where the graph turned out to take one image at a time. */
  GraphInput ofOne() {
    return new GraphInput(name, type, shape, channels, areChannelsLast, 1);
  }

  /** The shape of a batch. */
  long[] shape(int images) {
    long[] all = new long[shape.size() + 1];
    all[0] = images;
    for (int i = 0; i < shape.size(); i++) {
      all[i + 1] = shape.get(i);
    }
    return all;
  }

  /** How many images the graph is given where there are these. */
  int given(int images) {
    return batch == 0 ? images : batch;
  }

  /** As in {@code pixels [n, 1, 28, 28]}. */
  @Override
  public String toString() {
    return Quote.plain(name)
        + shape.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", " [" + (batch == 0 ? "n" : batch) + ", ", "]"));
  }
}
