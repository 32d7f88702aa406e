package forwardpass.image;

import forwardpass.image.ImageDecoder.Description;

/** Grey pictures of one size, averaged over area before they are turned. */
final class AreaTarget implements PictureTarget {
  private final int width;
  private final int height;
  private final AreaMean upright;
  private final AreaMean sideways;

  AreaTarget(int width, int height) {
    this.width = width;
    this.height = height;
    this.upright = new AreaMean(width, height);
    this.sideways = width == height ? upright : new AreaMean(height, width);
  }

  @Override
  public int bytes() {
    return width * height;
  }

  @Override
  public Description read(Picture picture, byte[] to, int at) throws BadImageException {
    Orientation orientation = picture.orientation();
    AreaMean mean = orientation.isSideways() ? sideways : upright;
    Description stored = picture.description();
    mean.begin(stored.width(), stored.height());
    picture.read(mean);
    orientation.apply(mean.pixels(), width, height, to, at);
    return stored;
  }
}
