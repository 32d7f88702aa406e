package forwardpass.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** A header and what follows it in a file, as the JDK's readers take it, without a copy. */
final class BytesInput extends ImageInputStreamImpl {
  private final byte[] header;
  private final byte[] file;
  private final int from;

  /**
   * @param from where in the file the bytes are that follow the header
   */
  BytesInput(byte[] header, byte[] file, int from) {
    this.header = header;
    this.file = file;
    this.from = from;
  }

  @Override
  public long length() {
    return (long) header.length + file.length - from;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= length()) {
      return -1;
    }
    int at = (int) streamPos++;
    return (at < header.length ? header[at] : file[from + at - header.length]) & 0xff;
  }

  @Override
  public int read(byte[] to, int at, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= length()) {
      return -1;
    }
    int start = (int) streamPos;
    int count;
    if (start < header.length) {
      count = Math.min(length, header.length - start);
      System.arraycopy(header, start, to, at, count);
    } else {
      count = (int) Math.min(length, length() - start);
      System.arraycopy(file, from + start - header.length, to, at, count);
    }
    streamPos += count;
    return count;
  }
}
