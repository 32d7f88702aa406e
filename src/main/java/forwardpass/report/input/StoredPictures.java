package forwardpass.report.input;

import forwardpass.image.ImageDecoder.Description;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What pictures were like before they were decoded, by format. */
final class StoredPictures implements Serializable {
  private static final long serialVersionUID = 1;

  /** The samples of a pixel that is grey, with transparency or without, are fewer. */
  private static final int COLOUR = 3;

  private final TreeMap<String, Format> formats = new TreeMap<>();

  /**
   * Adds a picture.
   *
   * @param bytes how long its file is
   */
  void add(Description picture, int bytes) {
    Format format = formats.computeIfAbsent(picture.format(), none -> new Format());
    format.inColour += picture.samples() >= COLOUR ? 1 : 0;
    format.widths.add(picture.width());
    format.heights.add(picture.height());
    format.bytes.add(bytes);
  }

  void addAll(StoredPictures other) {
    other.formats.forEach(
        (name, more) -> formats.computeIfAbsent(name, none -> new Format()).addAll(more));
  }

  /** As {@code report.json} has them; none where nothing was decoded. */
  List<Map<String, Object>> described() {
    return formats.entrySet().stream()
        .map(entry -> entry.getValue().described(entry.getKey()))
        .toList();
  }

  /** Sides are in pixels, of pictures as they are stored, and files in bytes. */
  private static final class Format implements Serializable {
    private static final long serialVersionUID = 1;

    private long inColour;
    private final Moments widths = new Moments();
    private final Moments heights = new Moments();
    private final Moments bytes = new Moments();

    private void addAll(Format other) {
      inColour += other.inColour;
      widths.addAll(other.widths);
      heights.addAll(other.heights);
      bytes.addAll(other.bytes);
    }

    private Map<String, Object> described(String name) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("format", name);
      described.put("pictures", widths.count());
      described.put("in_colour", inColour);
      described.put("width", widths.described());
      described.put("height", heights.described());
      described.put("bytes", bytes.described());
      return described;
    }
  }
}
