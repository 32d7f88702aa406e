package forwardpass.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What is compressed in the IDAT chunks of a PNG. */
final class PngData implements AutoCloseable {
  private final PngChunks chunks;
  private final Inflater inflater = new Inflater();
  private int next;

  PngData(PngChunks chunks) {
    this.chunks = chunks;
    this.next = chunks.firstData();
  }

  /** Fills the array from its start. */
  void read(byte[] to, int length) throws BadImageException {
    for (int at = 0; at < length; ) {
      int count = inflate(to, at, length - at);
      if (count == 0) {
        throw BadImageException.corrupt("as many pixels as the header says", "fewer");
      }
      at += count;
    }
  }

  /**
   * Checks that there is no more, and the checksum of it all.
   *
   * @throws BadImageException where there is, or it is another
   */
  void expectEnd() throws BadImageException {
    if (inflate(new byte[1], 0, 1) != 0) {
      throw BadImageException.corrupt("as many pixels as the header says", "more");
    }
  }

  /** Gives none at the end alone. */
  private int inflate(byte[] to, int at, int length) throws BadImageException {
    try {
      while (true) {
        int count = inflater.inflate(to, at, length);
        if (count > 0 || inflater.finished()) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw BadImageException.corrupt("pixels that zlib compressed", "a preset dictionary");
        }
        nextChunk();
      }
    } catch (DataFormatException e) {
      throw BadImageException.corrupt("pixels that zlib compressed", "damage: " + e.getMessage());
    }
  }

  private void nextChunk() throws BadImageException {
    while (true) {
      int length = chunks.file().getInt(next);
      int content = next + PngChunks.CONTENT_AT;
      int type = chunks.file().getInt(next + PngChunks.TYPE_AT);
      if (type == PngChunks.IEND) {
        throw BadImageException.corrupt("the end of the compressed pixels", "chunk IEND");
      }
      next += PngChunks.FRAME_BYTES + length;
      if (type == PngChunks.IDAT && length > 0) {
        inflater.setInput(chunks.encoded(), content, length);
        return;
      }
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
