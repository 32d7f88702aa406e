package forwardpass.nn;

/** IEEE 754 binary16, which the JDK reads from version 20 on. */
public final class HalfFloat {
  private HalfFloat() {}

  /** The number that 16 bits stand for; exact. */
  public static float toFloat(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f; // subnormal
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(((exponent + (127 - 15)) << 23) | (fraction << 13));
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
