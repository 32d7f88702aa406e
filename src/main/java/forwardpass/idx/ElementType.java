package forwardpass.idx;

/** What one value of an IDX file is: the third byte of the file. All are big-endian. */
public enum ElementType {
  UNSIGNED_BYTE(0x08, 1),
  BYTE(0x09, 1),
  SHORT(0x0B, 2),
  INT(0x0C, 4),
  FLOAT(0x0D, 4),
  DOUBLE(0x0E, 8);

  private final int code;
  private final int bytes;

  ElementType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The size of one value in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether values are whole numbers, as labels are. */
  public boolean isIntegral() {
    return this != FLOAT && this != DOUBLE;
  }

  /** The type with this code, or null where the format has none. */
  static ElementType ofCode(int code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
