package forwardpass;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Pictures that are large as files: black, three bytes for each pixel, none on the disk. */
final class LargeBmp {
  private static final int HEADER_BYTES = 54;

  private LargeBmp() {}

  static Path write(Path file, int size) throws IOException {
    int length = HEADER_BYTES + 3 * size * size;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 'B').put((byte) 'M').putInt(length).putInt(0).putInt(HEADER_BYTES);
    header.putInt(40).putInt(size).putInt(size).putShort((short) 1).putShort((short) 24);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.array());
      out.setLength(length);
    }
    return file;
  }
}
