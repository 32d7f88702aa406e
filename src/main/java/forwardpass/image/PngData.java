package forwardpass.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What is compressed in the IDAT chunks of a PNG, many rows at a time: zlib is fast where it has
 * room. It serves one file after the other. What it holds outside the heap goes with it.
 */
final class PngData implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 15;

  /** A longer buffer is for one file, and is not kept. */
  private static final int MOST_KEPT_BYTES = 1 << 20;

  private final Inflater inflater = new Inflater();
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private PngChunks chunks;
  private int nextChunk;

  /** What comes after the bytes that are there; null where nothing is known to be wrong. */
  private BadImageException damage;

  /** Begins a file. */
  void begin(PngChunks file) throws BadImageException {
    inflater.reset();
    if (buffer.length > MOST_KEPT_BYTES) {
      buffer = new byte[BUFFER_BYTES];
    }
    at = 0;
    end = 0;
    damage = null;
    chunks = file;
    nextChunk = file.firstData();
    openChunk();
  }

  /** Where the bytes are that {@link #next} speaks of, until it is asked again. */
  byte[] buffer() {
    return buffer;
  }

  /**
   * Where the next bytes begin, so many of them.
   *
   * @param kept how many of those before them are to stay before them
   */
  int next(int length, int kept) throws BadImageException {
    if (end - at < length) {
      makeRoom(length, kept);
      fill(length);
      if (end - at < length) {
        throw BadImageException.corrupt("as many pixels as the header says", "fewer");
      }
    }
    at += length;
    return at - length;
  }

  /**
   * Checks that there is no more, and the checksum of it all.
   *
   * @throws BadImageException where there is, or it is another
   */
  void expectEnd() throws BadImageException {
    if (at == end) {
      makeRoom(1, 0);
      fill(1);
    }
    if (at < end) {
      throw BadImageException.corrupt("as many pixels as the header says", "more");
    }
  }

  private void makeRoom(int length, int kept) {
    int from = at - kept;
    byte[] to = kept + length > buffer.length ? new byte[2 * (kept + length)] : buffer;
    System.arraycopy(buffer, from, to, 0, end - from);
    buffer = to;
    at -= from;
    end -= from;
  }

  /** Until so many bytes are there, or all. */
  private void fill(int length) throws BadImageException {
    while (end - at < length && !inflater.finished()) {
      if (damage != null) {
        throw damage;
      }
      inflate();
    }
  }

  private void inflate() throws BadImageException {
    long before = inflater.getBytesWritten();
    try {
      int count = inflater.inflate(buffer, end, buffer.length - end);
      end += count;
      if (count > 0 || inflater.finished()) {
        return;
      }
      if (inflater.needsDictionary()) {
        throw BadImageException.corrupt("pixels that zlib compressed", "a preset dictionary");
      }
      openChunk();
    } catch (DataFormatException e) {
      end += (int) (inflater.getBytesWritten() - before);
      damage =
          BadImageException.corrupt("pixels that zlib compressed", "damage: " + e.getMessage());
    }
  }

  private void openChunk() throws BadImageException {
    while (true) {
      int length = chunks.file().getInt(nextChunk);
      int content = nextChunk + PngChunks.CONTENT_AT;
      int type = chunks.file().getInt(nextChunk + PngChunks.TYPE_AT);
      if (type == PngChunks.IEND) {
        throw BadImageException.corrupt("the end of the compressed pixels", "chunk IEND");
      }
      nextChunk += PngChunks.FRAME_BYTES + length;
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
