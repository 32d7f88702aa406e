package forwardpass.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG, each of them whole and with the checksum that it should have.
 *
 * @param encoded all bytes of the file
 * @param file the same
 * @param header the content of IHDR
 * @param palette the content of PLTE; null where there is none
 * @param transparency the content of tRNS; null where there is none
 * @param firstData where the first IDAT begins
 * @param orientation as eXIf has it
 */
record PngChunks(
    byte[] encoded,
    ByteBuffer file,
    ByteBuffer header,
    byte[] palette,
    byte[] transparency,
    int firstData,
    Orientation orientation) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** What a chunk has beside its content: length and type before it, a checksum after it. */
  static final int FRAME_BYTES = 12;

  static final int TYPE_AT = 4;
  static final int CONTENT_AT = 8;
  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504c5445;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454e44;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final int HEADER_BYTES = 13;

  /** Of all critical chunks, and no others, the first letter is a capital. */
  private static final int ANCILLARY = 0x20000000;

  static PngChunks of(byte[] encoded) throws BadImageException {
    if (encoded.length >= SIGNATURE.length
        && !Arrays.equals(encoded, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw BadImageException.corrupt(
          "the first eight bytes of a PNG", "others, as where line ends have been converted");
    }
    ByteBuffer file = ByteBuffer.wrap(encoded);
    ByteBuffer header = null;
    byte[] palette = null;
    byte[] transparency = null;
    Orientation orientation = Orientation.NONE;
    int firstData = 0;
    int at = SIGNATURE.length;
    while (true) {
      int length = requireWhole(encoded, file, at);
      int type = file.getInt(at + TYPE_AT);
      if (header == null && (type != IHDR || length != HEADER_BYTES)) {
        throw BadImageException.corrupt("a PNG that begins with chunk IHDR", name(file, at));
      }
      int content = at + CONTENT_AT;
      switch (type) {
        case IHDR -> {
          if (header != null) {
            throw BadImageException.corrupt("one chunk IHDR", "two");
          }
          header = file.slice(content, length);
        }
        case PLTE -> palette = Arrays.copyOfRange(encoded, content, content + length);
        case TRNS -> transparency = Arrays.copyOfRange(encoded, content, content + length);
        case EXIF -> orientation = Orientation.of(encoded, content, length);
        case IDAT -> firstData = firstData == 0 ? at : firstData;
        case IEND -> {
          if (firstData == 0) {
            throw BadImageException.corrupt("a chunk IDAT, with the pixels", "none");
          }
          return new PngChunks(
              encoded, file, header, palette, transparency, firstData, orientation);
        }
        default -> {
          if ((type & ANCILLARY) == 0) {
            throw BadImageException.unsupported(
                "a PNG of the standard's chunks", name(file, at), "save it again as PNG");
          }
        }
      }
      at += FRAME_BYTES + length;
    }
  }

  /** The length of the content of a chunk. */
  private static int requireWhole(byte[] encoded, ByteBuffer file, int at)
      throws BadImageException {
    if (file.limit() - at < FRAME_BYTES) {
      throw BadImageException.truncated(
          "chunk IEND at the end of a PNG", "the end of the file at byte " + file.limit());
    }
    int length = file.getInt(at);
    if (length < 0 || length > file.limit() - at - FRAME_BYTES) {
      throw BadImageException.truncated(
          "%d bytes in %s".formatted(length & 0xffffffffL, name(file, at)),
          "the end of the file at byte " + file.limit());
    }
    CRC32 crc = new CRC32();
    crc.update(encoded, at + TYPE_AT, Integer.BYTES + length);
    int expected = file.getInt(at + CONTENT_AT + length);
    if ((int) crc.getValue() != expected) {
      throw BadImageException.corrupt(
          "checksum %08x of %s".formatted(expected, name(file, at)),
          "%08x".formatted((int) crc.getValue()));
    }
    return length;
  }

  private static String name(ByteBuffer file, int at) {
    byte[] type = new byte[Integer.BYTES];
    file.get(at + TYPE_AT, type);
    String name = new String(type, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z]", "?");
    return "chunk %s at byte %d".formatted(name, at);
  }
}
