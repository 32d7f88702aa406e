package forwardpass.weights.pickle;

import forwardpass.weights.data.NumberType;
import java.util.Optional;

/** The classes of PyTorch's storages, each of numbers of one type. */
enum StorageType implements Value {
  FLOAT("FloatStorage", "float32", Float.BYTES, NumberType.FLOAT32),
  DOUBLE("DoubleStorage", "float64", Double.BYTES, NumberType.FLOAT64),
  HALF("HalfStorage", "float16", Short.BYTES, NumberType.FLOAT16),
  BFLOAT16("BFloat16Storage", "bfloat16", Short.BYTES, NumberType.BFLOAT16),
  LONG("LongStorage", "int64", Long.BYTES, null),
  INT("IntStorage", "int32", Integer.BYTES, null),
  SHORT("ShortStorage", "int16", Short.BYTES, null),
  CHAR("CharStorage", "int8", Byte.BYTES, null),
  BYTE("ByteStorage", "uint8", Byte.BYTES, null),
  BOOL("BoolStorage", "bool", Byte.BYTES, null),
  COMPLEX_FLOAT("ComplexFloatStorage", "complex64", 2 * Float.BYTES, null),
  COMPLEX_DOUBLE("ComplexDoubleStorage", "complex128", 2 * Double.BYTES, null);

  private final String name;
  private final String dtype;
  private final int itemSize;
  private final NumberType number;

  StorageType(String name, String dtype, int itemSize, NumberType number) {
    this.name = name;
    this.dtype = dtype;
    this.itemSize = itemSize;
    this.number = number;
  }

  /** The class of this name; none where there is none. */
  static Optional<Value> find(String module, String name) {
    for (StorageType type : values()) {
      if (module.equals("torch") && type.name.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** PyTorch's name of the type of each number. */
  String dtype() {
    return dtype;
  }

  /** Bytes of one number. */
  int itemSize() {
    return itemSize;
  }

  /** How weights of this type are stored; none where weights are not. */
  Optional<NumberType> number() {
    return Optional.ofNullable(number);
  }

  @Override
  public String described() {
    return "the class torch." + name;
  }
}
