package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import java.util.Optional;

/** Of what an image is made that a graph takes. */
enum ElementType {
  FLOAT(OnnxJavaType.FLOAT, Float.BYTES),
  DOUBLE(OnnxJavaType.DOUBLE, Double.BYTES),
  FLOAT16(OnnxJavaType.FLOAT16, Short.BYTES),
  UINT8(OnnxJavaType.UINT8, Byte.BYTES);

  private final OnnxJavaType type;
  private final int bytes;

  ElementType(OnnxJavaType type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  static Optional<ElementType> of(OnnxJavaType type) {
    for (ElementType element : values()) {
      if (element.type == type) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  OnnxJavaType type() {
    return type;
  }

  int bytes() {
    return bytes;
  }
}
