package forwardpass.idx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a byte array, most significant byte first, as IDX has them. */
final class BigEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private BigEndian() {}

  static short shortAt(byte[] bytes, int offset) {
    return (short) SHORT.get(bytes, offset);
  }

  static int intAt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static float floatAt(byte[] bytes, int offset) {
    return Float.intBitsToFloat(intAt(bytes, offset));
  }

  static double doubleAt(byte[] bytes, int offset) {
    return Double.longBitsToDouble((long) LONG.get(bytes, offset));
  }
}
