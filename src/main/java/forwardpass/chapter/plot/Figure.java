package forwardpass.chapter.plot;

import java.awt.image.BufferedImage;

/** Something to look at, as a picture and as text. */
public interface Figure {
  BufferedImage image();

  /** Lines of at most 80 ASCII characters, each with its end. */
  String text();
}
