package forwardpass.source.features;

import java.util.Locale;

/** What the samples of a pixel are, as a network takes them. */
public enum PictureChannels {
  GREY(1),
  /** Red, green and blue. */
  RGB(3),
  /** Blue, green and red. */
  BGR(3);

  private final int count;

  PictureChannels(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /** As options name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
