package forwardpass.source.table;

import forwardpass.snappy.SnappyBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.codec.SnappyCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's codec of Snappy, where {@link SnappyBlock} unpacks: what Spark's scan of a table of
 * images spends most of its time on, since Snappy is how Spark itself writes them.
 */
final class SnappyPages extends SnappyCodec {
  private static final SnappyPages PAGES = new SnappyPages();

  SnappyPages() {
    setConf(new Configuration(false));
  }

  /** Has Parquet take it, in this JVM. */
  static void install() {
    Codecs.put(CompressionCodecName.SNAPPY, PAGES);
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor unused)
      throws IOException {
    ByteBuffer page =
        in instanceof ByteBufferInputStream buffers
            ? buffers.slice(buffers.available())
            : ByteBuffer.wrap(in.readAllBytes());
    if (!page.hasArray()) {
      ByteBuffer copy = ByteBuffer.allocate(page.remaining());
      page = copy.put(page).flip();
    }
    int start = page.arrayOffset() + page.position();
    return new Unpacked(in, new SnappyBlock(page.array(), start, start + page.remaining()));
  }

  /** The bytes of a page, unpacked when they are asked for. */
  private static final class Unpacked extends CompressionInputStream {
    private final SnappyBlock block;
    private InputStream rest;

    Unpacked(InputStream in, SnappyBlock block) throws IOException {
      super(in);
      this.block = block;
    }

    @Override
    public int read() throws IOException {
      return rest().read();
    }

    /** Parquet asks for a page whole, which goes where it is to be. */
    @Override
    public int read(byte[] to, int at, int count) throws IOException {
      if (rest != null || count != block.length()) {
        return rest().read(to, at, count);
      }
      rest = InputStream.nullInputStream();
      block.unpack(to, at);
      return count;
    }

    private InputStream rest() throws IOException {
      if (rest == null) {
        byte[] all = new byte[block.length()];
        block.unpack(all, 0);
        rest = new ByteArrayInputStream(all);
      }
      return rest;
    }

    @Override
    public void resetState() {
      // there is none
    }
  }

  /** Who extends it can say what a codec is. */
  private static final class Codecs extends CodecFactory {
    private Codecs() {
      super(new Configuration(false), 0);
    }

    static void put(CompressionCodecName name, SnappyCodec codec) {
      CODEC_BY_NAME.put(name.getHadoopCompressionCodecClassName(), codec);
    }
  }
}
