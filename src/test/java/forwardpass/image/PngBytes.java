package forwardpass.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** PNG files by the letter of the standard, of rows that are filtered already. */
final class PngBytes {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngBytes() {}

  /** Rows of any bytes, which are valid, each after the number of any filter. */
  static byte[] noise(int width, int height, int bitsOfPixel, Random random) {
    int rowBytes = 1 + (width * bitsOfPixel + 7) / 8;
    byte[] rows = new byte[height * rowBytes];
    random.nextBytes(rows);
    for (int y = 0; y < height; y++) {
      rows[y * rowBytes] = (byte) random.nextInt(5);
    }
    return rows;
  }

  static byte[] compressed(byte[] rows) {
    Deflater deflater = new Deflater(1);
    deflater.setInput(rows);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[1000];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return out.toByteArray();
  }

  /**
   * @param data compressed rows
   * @param mostInChunk how many bytes an IDAT has at most; each second one has none
   */
  static byte[] file(int width, int height, int type, int depth, byte[] data, int mostInChunk) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    header[8] = (byte) depth;
    header[9] = (byte) type;
    file.writeBytes(chunk("IHDR", header, 0, header.length));
    for (int at = 0; at < data.length; at += mostInChunk) {
      file.writeBytes(chunk("IDAT", data, at, Math.min(mostInChunk, data.length - at)));
      file.writeBytes(chunk("IDAT", data, 0, 0));
    }
    file.writeBytes(chunk("IEND", data, 0, 0));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] content, int from, int length) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + length).putInt(length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content, from, length);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + length);
    return chunk.putInt((int) crc.getValue()).array();
  }
}
