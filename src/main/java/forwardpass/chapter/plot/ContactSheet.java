package forwardpass.chapter.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Several images beside and below one another, each with its label.
 *
 * @param shown at least one, all of one size
 */
public record ContactSheet(List<LabelledImage> shown) implements Figure {
  private static final int SIDE = 84;
  private static final int MOST_BESIDE = 10;
  private static final int WIDEST_ROW = 1000;
  private static final int GAP = 6;
  private static final int CAPTION = 18;
  private static final int BASELINE = 14;
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private static final int TEXT_COLUMNS = 80;
  private static final int TEXT_CELLS = 39;
  private static final int TEXT_GAP = 2;

  @Override
  public BufferedImage image() {
    GreyImage first = shown.get(0).image();
    int scale = Math.max(1, SIDE / Math.max(first.rows(), first.columns()));
    int width = first.columns() * scale + GAP;
    int height = first.rows() * scale + CAPTION + GAP;
    int beside = Math.max(1, Math.min(shown.size(), Math.min(MOST_BESIDE, WIDEST_ROW / width)));
    int below = (shown.size() + beside - 1) / beside;
    BufferedImage sheet =
        new BufferedImage(beside * width + GAP, below * height + GAP, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(FONT);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setColor(Color.BLACK);
    for (int i = 0; i < shown.size(); i++) {
      int left = GAP + i % beside * width;
      int top = GAP + i / beside * height;
      ImagePicture.paint(shown.get(i).image(), scale, sheet.getRaster(), left, top);
      graphics.drawString(shown.get(i).shortCaption(), left, top + first.rows() * scale + BASELINE);
    }
    graphics.dispose();
    return sheet;
  }

  /** A character for two pixels, one above the other; as many images beside one another as fit. */
  @Override
  public String text() {
    GreyImage first = shown.get(0).image();
    int side = AsciiArt.side(Math.max(first.columns(), first.rows() / 2), TEXT_CELLS);
    AsciiArt art = new AsciiArt(2 * side, side, 1);
    int width = Math.max(AsciiArt.side(first.columns(), side), widestCaption());
    int beside = Math.max(1, (TEXT_COLUMNS + TEXT_GAP) / (width + TEXT_GAP));
    StringBuilder text = new StringBuilder();
    for (int start = 0; start < shown.size(); start += beside) {
      List<LabelledImage> row = shown.subList(start, Math.min(shown.size(), start + beside));
      text.append(start == 0 ? "" : "\n");
      for (String line : lines(row, art, width)) {
        text.append(line.stripTrailing()).append('\n');
      }
    }
    return text.toString();
  }

  private int widestCaption() {
    return shown.stream().mapToInt(image -> image.caption().length()).max().orElse(0);
  }

  private static List<String> lines(List<LabelledImage> row, AsciiArt art, int width) {
    List<String> lines = new ArrayList<>();
    for (LabelledImage shown : row) {
      List<String> own = new ArrayList<>(List.of(shown.caption()));
      own.addAll(art.lines(shown.image()));
      for (int i = 0; i < own.size(); i++) {
        String padded = own.get(i) + " ".repeat(width + TEXT_GAP - own.get(i).length());
        if (i < lines.size()) {
          lines.set(i, lines.get(i) + padded);
        } else {
          lines.add(padded);
        }
      }
    }
    return lines;
  }
}
