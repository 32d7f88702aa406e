package forwardpass.onnx;

import forwardpass.nn.HalfFloat;
import java.nio.ByteBuffer;
import java.util.Optional;

/** TensorProto.DataType: those whose values are read, all of them as 32-bit floats. */
enum DataType {
  FLOAT(1, Float.BYTES, TensorProto.FLOAT_DATA),
  INT32(6, Integer.BYTES, TensorProto.INT32_DATA),
  INT64(7, Long.BYTES, TensorProto.INT64_DATA),
  BOOL(9, 1, TensorProto.INT32_DATA),
  FLOAT16(10, Short.BYTES, TensorProto.INT32_DATA),
  DOUBLE(11, Double.BYTES, TensorProto.DOUBLE_DATA),
  BFLOAT16(16, Short.BYTES, TensorProto.INT32_DATA);

  private final long number;
  private final int bytes;
  private final int field;

  DataType(long number, int bytes, int field) {
    this.number = number;
    this.bytes = bytes;
    this.field = field;
  }

  static Optional<DataType> of(long number) {
    for (DataType type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** How long a value is in raw_data. */
  int bytes() {
    return bytes;
  }

  /** The field of TensorProto that has the values where raw_data has not. */
  int field() {
    return field;
  }

  /** Whether that field has integers, each of a length of its own. */
  boolean isOfVarints() {
    return this != FLOAT && this != DOUBLE;
  }

  /** How many values some bytes of that field are. */
  long count(ByteBuffer packed) {
    if (!isOfVarints()) {
      return packed.remaining() / bytes;
    }
    long varints = 0;
    for (int i = 0; i < packed.limit(); i++) {
      varints += packed.get(i) >= 0 ? 1 : 0;
    }
    return varints;
  }

  /** The next value of raw_data, or of packed floats. */
  float next(ByteBuffer raw) {
    return switch (this) {
      case FLOAT -> raw.getFloat();
      case DOUBLE -> (float) raw.getDouble();
      case INT32 -> (float) raw.getInt();
      case INT64 -> (float) raw.getLong();
      case BOOL -> raw.get();
      case FLOAT16, BFLOAT16 -> valueOf(raw.getShort());
    };
  }

  /** The value that an integer stands for. */
  float valueOf(long integer) {
    return switch (this) {
      case FLOAT16 -> HalfFloat.toFloat((short) integer);
      case BFLOAT16 -> Float.intBitsToFloat((int) integer << Short.SIZE);
      default -> (float) integer;
    };
  }
}
