package forwardpass.image.resize;

/**
 * The middle of a picture that has been resized, as torchvision's CenterCrop cuts it.
 *
 * @param resized the size of the whole
 * @param left where the middle begins; negative where it is wider than the picture, and black there
 * @param top as left
 * @param size of the middle
 */
public record PictureFrame(PictureSize resized, int left, int top, PictureSize size) {
  /** The middle of a picture. */
  public static PictureFrame centred(PictureSize resized, PictureSize size) {
    return new PictureFrame(
        resized,
        begin(resized.width(), size.width()),
        begin(resized.height(), size.height()),
        size);
  }

  /** Half of what is left over, halves to even; of what is missing, half of it, cut off. */
  private static int begin(int whole, int middle) {
    if (middle > whole) {
      return -((middle - whole) / 2);
    }
    int half = (whole - middle) / 2;
    boolean isOdd = (whole - middle) % 2 == 1;
    return isOdd ? half + half % 2 : half;
  }
}
