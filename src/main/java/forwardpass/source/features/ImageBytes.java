package forwardpass.source.features;

/** Tells bytes that are the file of an image from bytes that are its pixels. */
public final class ImageBytes {
  private ImageBytes() {}

  /**
   * Whether a value is the file of an image: it begins as PNG, JPEG, GIF or BMP files do; or as
   * those of WebP or TIFF, which are not read, and is of another length than the network takes.
   */
  public static boolean areEncoded(byte[] value, int width) {
    return isAt(0, value, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')
        || isAt(0, value, 0xff, 0xd8, 0xff)
        || isAt(0, value, 'G', 'I', 'F', '8')
        || (isAt(0, value, 'B', 'M') && isAt(6, value, 0, 0, 0, 0))
        || (value.length != width
            && (isAt(8, value, 'W', 'E', 'B', 'P')
                || isAt(0, value, 'I', 'I', '*', 0)
                || isAt(0, value, 'M', 'M', 0, '*')));
  }

  private static boolean isAt(int offset, byte[] value, int... magic) {
    if (value.length < offset + magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((value[offset + i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
