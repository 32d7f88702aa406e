package forwardpass.chapter.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Images in characters, the brighter the denser: on a dark terminal and on a light one the digit is
 * what is printed and the background what is not.
 *
 * @param height the rows of pixels that a character stands for
 * @param width the columns of pixels
 * @param times how often each character is printed
 */
record AsciiArt(int height, int width, int times) {
  private static final String RAMP = " .:-=+*#%@";

  /** How many pixels a character must stand for, for no more than some characters. */
  static int side(int pixels, int most) {
    return (pixels + most - 1) / most;
  }

  /** Lines of equal length. */
  List<String> lines(GreyImage image) {
    List<String> lines = new ArrayList<>();
    for (int top = 0; top < image.rows(); top += height) {
      StringBuilder line = new StringBuilder();
      for (int left = 0; left < image.columns(); left += width) {
        float mean = image.mean(top, left, height, width);
        char ink = RAMP.charAt(Math.round(mean * (RAMP.length() - 1)));
        line.append(String.valueOf(ink).repeat(times));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
