package forwardpass.npz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What a number of an array is, as NumPy names it. */
public enum NumberKind {
  U1(1) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.get(at) & 0xff;
    }
  },
  I1(1) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.get(at);
    }
  },
  U2(2) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getShort(at) & 0xffff;
    }
  },
  I2(2) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getShort(at);
    }
  },
  U4(4) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getInt(at) & 0xffffffffL;
    }
  },
  I4(4) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getInt(at);
    }
  },
  I8(8) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getLong(at);
    }
  },
  F4(4) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getFloat(at);
    }

    @Override
    void toFloats(ByteBuffer in, float[] to, int start, int count) {
      in.asFloatBuffer().get(0, to, start, count);
    }
  },
  F8(8) {
    @Override
    double at(ByteBuffer in, int at) {
      return in.getDouble(at);
    }
  };

  private final int bytes;

  NumberKind(int bytes) {
    this.bytes = bytes;
  }

  /** The kind of a name such as {@code f4}. */
  static Optional<NumberKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.toString().equals(name)).findFirst();
  }

  /** How many bytes a number has. */
  public int bytes() {
    return bytes;
  }

  /** Whether numbers are floating-point. */
  public boolean isFloat() {
    return this == F4 || this == F8;
  }

  /** The number that begins at a byte. */
  abstract double at(ByteBuffer in, int at);

  /** The numbers of a buffer, from its first byte on. */
  void toFloats(ByteBuffer in, float[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] = (float) at(in, i * bytes);
    }
  }

  /** As NumPy names it. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
