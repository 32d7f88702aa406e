package forwardpass.weights.data;

import forwardpass.nn.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.ShortBuffer;

/** How a file stores one number of an array: what is read of it is the nearest float32. */
public enum NumberType {
  /** IEEE 754 binary16. */
  FLOAT16("float16", Short.BYTES) {
    @Override
    void decode(ByteBuffer bytes, float[] values, int at, int count) {
      ShortBuffer halves = bytes.asShortBuffer();
      for (int i = 0; i < count; i++) {
        values[at + i] = HalfFloat.toFloat(halves.get(i));
      }
    }
  },

  /** The upper half of a float32. */
  BFLOAT16("bfloat16", Short.BYTES) {
    @Override
    void decode(ByteBuffer bytes, float[] values, int at, int count) {
      ShortBuffer halves = bytes.asShortBuffer();
      for (int i = 0; i < count; i++) {
        values[at + i] = Float.intBitsToFloat(halves.get(i) << Short.SIZE);
      }
    }
  },

  /** IEEE 754 binary32. */
  FLOAT32("float32", Float.BYTES) {
    @Override
    void decode(ByteBuffer bytes, float[] values, int at, int count) {
      bytes.asFloatBuffer().get(values, at, count);
    }
  },

  /** IEEE 754 binary64. */
  FLOAT64("float64", Double.BYTES) {
    @Override
    void decode(ByteBuffer bytes, float[] values, int at, int count) {
      DoubleBuffer doubles = bytes.asDoubleBuffer();
      for (int i = 0; i < count; i++) {
        values[at + i] = (float) doubles.get(i);
      }
    }
  };

  private final String numpyName;
  private final int itemSize;

  NumberType(String numpyName, int itemSize) {
    this.numpyName = numpyName;
    this.itemSize = itemSize;
  }

  /** Bytes of one number. */
  public int itemSize() {
    return itemSize;
  }

  /** Decodes numbers into {@code values[at]} and on, from the start of a buffer in its order. */
  abstract void decode(ByteBuffer bytes, float[] values, int at, int count);

  /** Takes all of the data, which must hold exactly so many numbers. */
  public float[] take(Chunks data, ByteOrder order, int count) {
    float[] values = new float[count];
    int at = 0;
    for (byte[] chunk = data.take(); chunk != null; chunk = data.take()) {
      int found = chunk.length / itemSize;
      decode(ByteBuffer.wrap(chunk).order(order), values, at, found);
      at += found;
    }
    return values;
  }

  /** NumPy's name, and where it has none PyTorch's. */
  @Override
  public String toString() {
    return numpyName;
  }
}
