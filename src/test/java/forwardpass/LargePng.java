package forwardpass;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Pictures that are small as files and large in memory: eight bytes for each pixel, all zero. */
final class LargePng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private LargePng() {}

  static byte[] ofSquare(int size) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(size);
    fields.writeInt(size);
    fields.write(new byte[] {16, 6, 0, 0, 0}); // 16 bits each of red, green, blue, alpha
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      for (int row = 0; row < size; row++) {
        deflated.write(new byte[1 + 8 * size]);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(SIGNATURE);
    writeChunk(new DataOutputStream(file), "IHDR", header.toByteArray());
    writeChunk(new DataOutputStream(file), "IDAT", data.toByteArray());
    writeChunk(new DataOutputStream(file), "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void writeChunk(DataOutputStream out, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
