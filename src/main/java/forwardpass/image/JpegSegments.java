package forwardpass.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The segments of a JPEG, from its first marker to its end marker (EOI), after which anything may
 * follow. Bytes between segments are passed over, as libjpeg does with a warning.
 */
final class JpegSegments {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int PROGRESSIVE = 0xc2;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  /** Each is a pass over the whole picture, and a file of a few bytes can ask for many. */
  private static final int MOST_SCANS = 200;

  private static final byte[] JFIF = {
    (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /** Says that the components are red, green and blue. */
  private static final byte[] ADOBE_RGB = {
    (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  private final byte[] encoded;
  private final ByteBuffer file;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private int at = 2;
  private int frame;
  private int process;
  private int scans;
  private int firstScan;
  private int componentsOfFirstScan;
  private boolean hasMore;
  private boolean isJfif;
  private int adobeTransform = -1;
  private Orientation orientation;

  /**
   * @throws BadImageException where segments are missing or damaged, or not of a JPEG that is read
   */
  JpegSegments(byte[] encoded) throws BadImageException {
    this.encoded = encoded;
    file = ByteBuffer.wrap(encoded);
    for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
      require(at + 2);
      int length = file.getShort(at) & 0xffff;
      if (length < 2 || marker == SOI) {
        throw BadImageException.corrupt(
            "a segment of a JPEG at byte " + (at - 2),
            "marker %02x and length %d".formatted(marker, length));
      }
      require(at + length);
      read(marker, length);
      at += length;
      if (marker == SOS) {
        skipScan();
      }
    }
    if (scans == 0) {
      throw BadImageException.corrupt("a scan before the end marker (EOI) of a JPEG", "none");
    }
  }

  int width() {
    return file.getShort(frame + 5) & 0xffff;
  }

  int height() {
    return file.getShort(frame + 3) & 0xffff;
  }

  /** How many there are for each pixel: 1 for grey, 3 for colours, 4 for inks. */
  int components() {
    return file.get(frame + 7) & 0xff;
  }

  /** Whether several scans have to be read before the first row is there. */
  boolean isHeld() {
    return process == PROGRESSIVE || componentsOfFirstScan < components();
  }

  /** Whether there are bytes between segments. */
  boolean hasMoreThanSegments() {
    return hasMore;
  }

  Orientation orientation() {
    return orientation == null ? Orientation.NONE : orientation;
  }

  /** Where the first scan begins. */
  int firstScan() {
    return firstScan;
  }

  /** Where the end marker ends. */
  int end() {
    return at;
  }

  /**
   * What a decoder needs to know before the first scan, and nothing else: no profile of colours,
   * which the JDK would apply or stumble over, and no doubt about which colours there are, where
   * the JDK guesses otherwise than others do.
   */
  byte[] header() {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(0xff);
    header.write(SOI);
    header.writeBytes(isRgb() ? ADOBE_RGB : JFIF);
    header.writeBytes(tables.toByteArray());
    return header.toByteArray();
  }

  /** As libjpeg tells. */
  private boolean isRgb() {
    if (components() != 3 || isJfif) {
      return false;
    }
    return adobeTransform >= 0
        ? adobeTransform == 0
        : file.get(frame + 8) == 'R' && file.get(frame + 11) == 'G' && file.get(frame + 14) == 'B';
  }

  private int nextMarker() throws BadImageException {
    while (true) {
      while (unsigned(at) != 0xff) {
        hasMore = true;
        at++;
      }
      while (unsigned(at) == 0xff) {
        at++;
      }
      int marker = unsigned(at++);
      boolean isAlone = marker <= 1 || (marker >= 0xd0 && marker < SOI);
      if (!isAlone) {
        return marker;
      }
      hasMore = true;
    }
  }

  /** To the next marker that does not belong to the scan; zeros after ff are none. */
  private void skipScan() throws BadImageException {
    while (true) {
      while (at < encoded.length && encoded[at] != (byte) 0xff) {
        at++;
      }
      int next = unsigned(at + 1);
      if (next != 0 && (next < 0xd0 || next >= SOI)) {
        return;
      }
      at += 2;
    }
  }

  private void read(int marker, int length) throws BadImageException {
    boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG;
    if (isFrame && marker != DAC) {
      readFrame(marker, length);
    }
    if (marker == SOS) {
      readScan(length);
    }
    boolean isTable = isFrame || marker == DHT || marker == DQT || marker == DRI;
    if (isTable && scans == 0) {
      tables.write(encoded, at - 2, 2 + length);
    }
    switch (marker) {
      case APP0 -> isJfif |= startsWith("JFIF\0", length);
      case APP1 -> {
        if (orientation == null && startsWith("Exif\0", length) && length >= 8) {
          orientation = Orientation.of(encoded, at + 8, length - 8);
        }
      }
      case APP14 -> {
        if (startsWith("Adobe", length) && length >= 14) {
          adobeTransform = file.get(at + 13) & 0xff;
        }
      }
      default -> {}
    }
  }

  private void readFrame(int marker, int length) throws BadImageException {
    if (frame != 0 || length < 8 || length != 8 + 3 * (file.get(at + 7) & 0xff)) {
      throw BadImageException.corrupt("one frame header in a JPEG", "another, or a damaged one");
    }
    if (marker > PROGRESSIVE) {
      throw BadImageException.unsupported(
          "a baseline or progressive JPEG",
          marker == 0xc3 ? "a lossless one" : "one of process %02x".formatted(marker),
          "save it as PNG");
    }
    if (file.get(at + 2) != 8) {
      throw BadImageException.unsupported(
          "a JPEG of 8 bits", file.get(at + 2) + " bits", "save it as PNG");
    }
    frame = at;
    process = marker;
  }

  private void readScan(int length) throws BadImageException {
    if (frame == 0 || length < 3) {
      throw BadImageException.corrupt("a frame header before a scan of a JPEG", "none");
    }
    if (scans++ == 0) {
      firstScan = at - 2;
      componentsOfFirstScan = file.get(at + 2) & 0xff;
    }
    if (scans > MOST_SCANS) {
      throw BadImageException.unsupported(
          "a JPEG of at most %d scans".formatted(MOST_SCANS), "more", "save it again as JPEG");
    }
  }

  private boolean startsWith(String name, int length) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    int from = at + 2;
    return length >= 2 + bytes.length
        && Arrays.equals(encoded, from, from + bytes.length, bytes, 0, bytes.length);
  }

  private int unsigned(int index) throws BadImageException {
    require(index + 1);
    return file.get(index) & 0xff;
  }

  private void require(int length) throws BadImageException {
    if (length > file.limit()) {
      throw BadImageException.truncated(
          "the end marker (EOI) of a JPEG", "the end of the file at byte " + file.limit());
    }
  }
}
