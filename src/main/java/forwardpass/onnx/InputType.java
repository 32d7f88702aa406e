package forwardpass.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * TypeProto: what an input takes.
 *
 * @param elements the data type, as TensorProto numbers them
 * @param shape the dimensions, the first of which is the batch's; -1 where one is left open
 */
record InputType(long elements, List<Long> shape) {
  static final InputType UNKNOWN = new InputType(0, List.of());

  /** Data types of whole numbers: what takes those cannot take values from 0 to 1. */
  static final Set<Long> INTEGERS = Set.of(2L, 3L, 4L, 5L, 6L, 7L, 12L, 13L);

  private static final int MOST_DIMENSIONS = 8;

  static InputType read(Message type) {
    long elements = 0;
    List<Long> shape = new ArrayList<>();
    while (type.hasNext()) {
      if (type.field() != 1 || !type.isBytes()) {
        type.skip();
        continue;
      }
      Message tensor = type.message();
      while (tensor.hasNext()) {
        switch (tensor.field()) {
          case 1 -> elements = tensor.integer();
          case 2 -> readShape(tensor.message(), shape);
          default -> tensor.skip();
        }
      }
    }
    return new InputType(elements, shape);
  }

  /** What is past as many as any image has is left out: no operator takes it. */
  private static void readShape(Message dims, List<Long> shape) {
    while (dims.hasNext()) {
      if (dims.field() == 1 && dims.isBytes() && shape.size() < MOST_DIMENSIONS) {
        shape.add(dimension(dims.message()));
      } else {
        dims.skip();
      }
    }
  }

  private static long dimension(Message dim) {
    long value = -1;
    while (dim.hasNext()) {
      if (dim.field() == 1) {
        value = Math.max(-1, Math.min(Integer.MAX_VALUE, dim.integer()));
      } else {
        dim.skip();
      }
    }
    return value;
  }
}
