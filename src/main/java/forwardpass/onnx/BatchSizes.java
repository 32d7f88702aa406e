package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.nn.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a graph computes of the size of its batch, which PyTorch writes for {@code x.view(x.size(0),
 * -1)}: shapes of whose numbers the batch's, which no file says, is {@link #BATCH}.
 */
final class BatchSizes {
  /** Reshape takes it for the number that there was. */
  static final float BATCH = 0;

  /** More than a matrix has, and few enough for shapes to be joined to shapes. */
  private static final int MOST = 8;

  private final NamedValues values;
  private final ModelFile file;
  private final Map<String, float[]> shapes = new HashMap<>();

  BatchSizes(NamedValues values, ModelFile file) {
    this.values = values;
    this.file = file;
  }

  /** Whether a name stands for such a shape. */
  boolean has(String name) {
    return shapes.containsKey(name);
  }

  /** The numbers of such a shape. */
  float[] of(String name) {
    return shapes.get(name);
  }

  /** Whether a node computes with the size of the batch alone, and no pixels. */
  boolean isOf(Node node) {
    return node.operator().equals("Shape")
        ? node.inputs().stream().anyMatch(values::isImage)
        : !node.operator().equals("Reshape") && node.inputs().stream().anyMatch(this::has);
  }

  void run(Node node) throws Unsupported {
    shapes.put(
        node.outputs().get(0),
        switch (node.operator()) {
          case "Shape" -> new float[] {BATCH, Float.NaN};
          case "Cast", "Identity", "Squeeze", "Unsqueeze" -> input(node);
          case "Gather" -> first(node, values.constant(node, 1), 0);
          case "Slice" -> sliced(node);
          case "Concat" -> joined(node);
          default ->
              throw file.unsupported(
                  node,
                  "the size of a batch in the shape of a Reshape",
                  Quote.plain(node.operator()) + " of it");
        });
  }

  private float[] input(Node node) throws Unsupported {
    float[] shape = shapes.get(node.inputs().get(0));
    if (shape == null) {
      throw file.unsupported(node, "the size of a batch as its first input", "a constant");
    }
    return shape;
  }

  /** In older models the bounds are attributes. */
  private float[] sliced(Node node) throws Unsupported {
    double[] starts = node.numbers("starts");
    double[] ends = node.numbers("ends");
    return starts.length > 0
        ? first(node, tensor(starts), tensor(ends), 1)
        : first(node, values.constant(node, 1), values.constant(node, 2), 1);
  }

  /** Numbers as a row. */
  static Tensor tensor(double... numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return new Tensor(List.of(floats.length), floats);
  }

  private float[] joined(Node node) throws Unsupported {
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      String name = node.inputs().get(i);
      for (float number : has(name) ? of(name) : values.constant(node, i).values()) {
        if (numbers.size() == MOST) {
          throw file.unsupported(node, "a shape of at most %d numbers".formatted(MOST), "more");
        }
        numbers.add(number);
      }
    }
    float[] shape = new float[numbers.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = numbers.get(i);
    }
    return shape;
  }

  /** The first number of a shape, which is the batch's. */
  private float[] first(Node node, Tensor place, float expected) throws Unsupported {
    float[] shape = input(node);
    if (place.values().length != 1 || place.values()[0] != expected) {
      throw file.unsupported(
          node, "the first number of a shape", "others, at " + Arrays.toString(place.values()));
    }
    return new float[] {shape[0]};
  }

  private float[] first(Node node, Tensor start, Tensor end, float length) throws Unsupported {
    first(node, end, length);
    return first(node, start, 0);
  }
}
