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
record TensorType(long elements, List<Long> shape) {
  static final TensorType UNKNOWN = new TensorType(0, List.of());

  /** UINT8, INT8, UINT16, INT16, INT32, INT64, UINT32 and UINT64. */
  private static final Set<Long> INTEGERS = Set.of(2L, 3L, 4L, 5L, 6L, 7L, 12L, 13L);

  private static final int TENSOR_TYPE = 1;
  private static final int ELEM_TYPE = 1;
  private static final int SHAPE = 2;

  /** Of TensorShapeProto. */
  private static final int DIM = 1;

  private static final int DIM_VALUE = 1;
  private static final int MOST_DIMENSIONS = 8;

  static TensorType read(Message type) {
    long elements = 0;
    List<Long> shape = new ArrayList<>();
    while (type.hasNext()) {
      if (type.field() != TENSOR_TYPE || !type.isBytes()) {
        type.skip();
        continue;
      }
      Message tensor = type.message();
      while (tensor.hasNext()) {
        switch (tensor.field()) {
          case ELEM_TYPE -> elements = tensor.integer();
          case SHAPE -> readShape(tensor.message(), shape);
          default -> tensor.skip();
        }
      }
    }
    return new TensorType(elements, shape);
  }

  /** What is past as many as any image has is left out: no operator takes it. */
  private static void readShape(Message dims, List<Long> shape) {
    while (dims.hasNext()) {
      if (dims.field() == DIM && dims.isBytes() && shape.size() < MOST_DIMENSIONS) {
        shape.add(dimension(dims.message()));
      } else {
        dims.skip();
      }
    }
  }

  private static long dimension(Message dim) {
    long value = -1;
    while (dim.hasNext()) {
      if (dim.field() == DIM_VALUE) {
        value = Math.max(-1, Math.min(Integer.MAX_VALUE, dim.integer()));
      } else {
        dim.skip();
      }
    }
    return value;
  }

  /** Whether it takes whole numbers: what takes those cannot take values from 0 to 1. */
  boolean isOfIntegers() {
    return INTEGERS.contains(elements);
  }
}
