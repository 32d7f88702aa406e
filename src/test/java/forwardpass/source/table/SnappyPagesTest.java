package forwardpass.source.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.model.ClassNumbers;
import forwardpass.source.Batching;
import forwardpass.source.LabelCheck;
import forwardpass.source.features.ByteFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SnappyPagesTest {
  private final SnappyPages pages = new SnappyPages();
  private final byte[] page = new byte[100_000];
  private byte[] compressed;

  @BeforeEach
  void compress() throws IOException {
    Random random = new Random(2);
    for (int i = 0; i < page.length; i++) {
      page[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 0);
    }
    compressed = Snappy.compress(page);
  }

  @Test
  void parquetUnpacksAndPacksWithThemOnceTheyAreInstalled() throws IOException {
    SnappyPages.install();
    CodecFactory codecs = new CodecFactory(new Configuration(false), 0);
    BytesInputDecompressor unpacker = codecs.getDecompressor(CompressionCodecName.SNAPPY);

    assertArrayEquals(page, bytes(unpacker.decompress(BytesInput.from(compressed), page.length)));
    assertArrayEquals(
        page,
        Snappy.uncompress(
            bytes(
                codecs
                    .getCompressor(CompressionCodecName.SNAPPY)
                    .compress(BytesInput.from(page)))));
    IOException e =
        assertThrows(
            IOException.class,
            () -> bytes(unpacker.decompress(BytesInput.from(new byte[] {3, 0, 1}), 3)));
    assertEquals(
        "expected a block of Snappy of 3 bytes, found its end after 1 of them", e.getMessage());
    codecs.release();
  }

  /** An executor opens no table. */
  @Test
  void whoeverReadsRowsOfATableHasParquetUnpackWithThem() {
    Parquet.forget();
    Batching batching = new Batching(new LabelCheck(new ClassNumbers(0, 10), false), 7, 784, true);

    new TableBatches(new ByteFeatures(784), false, 0, batching).read(Collections.emptyIterator());

    assertTrue(Parquet.hasPages());
  }

  private static final class Parquet extends CodecFactory {
    private static final String NAME =
        CompressionCodecName.SNAPPY.getHadoopCompressionCodecClassName();

    private Parquet() {
      super(new Configuration(false), 0);
    }

    static void forget() {
      CODEC_BY_NAME.remove(NAME);
    }

    static boolean hasPages() {
      return CODEC_BY_NAME.get(NAME) instanceof SnappyPages;
    }
  }

  @Test
  void aPageMayBeReadInAnyParts() throws IOException {
    for (int part : new int[] {1, 7, 4096, page.length, page.length + 1}) {
      try (InputStream in = unpacked(new ByteArrayInputStream(compressed))) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[part];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          read.write(buffer, 0, count);
        }
        assertArrayEquals(page, read.toByteArray());
      }
    }
    try (InputStream in = unpacked(new ByteArrayInputStream(compressed))) {
      assertEquals(page[0] & 0xff, in.read());
      assertArrayEquals(Arrays.copyOfRange(page, 1, page.length), in.readAllBytes());
    }
  }

  @Test
  void aPageMayLieInAnyBuffers() throws IOException {
    ByteBuffer outsideTheHeap = ByteBuffer.allocateDirect(compressed.length + 5);
    outsideTheHeap.position(5).put(5, compressed);
    ByteBuffer inAnArray = ByteBuffer.allocate(compressed.length + 12);
    inAnArray.position(5).put(5, compressed).limit(5 + compressed.length);
    int middle = compressed.length / 2;
    List<ByteBuffer> halves =
        List.of(
            ByteBuffer.wrap(compressed, 0, middle),
            ByteBuffer.wrap(compressed, middle, compressed.length - middle));

    for (ByteBufferInputStream in :
        List.of(
            ByteBufferInputStream.wrap(outsideTheHeap),
            ByteBufferInputStream.wrap(inAnArray),
            ByteBufferInputStream.wrap(inAnArray.asReadOnlyBuffer()),
            ByteBufferInputStream.wrap(halves))) {
      byte[] read = new byte[page.length];
      try (InputStream unpacked = unpacked(in)) {
        assertEquals(page.length, unpacked.read(read));
        assertEquals(-1, unpacked.read(read));
      }
      assertArrayEquals(page, read);
    }
  }

  private static byte[] bytes(BytesInput input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    input.writeAllTo(bytes);
    return bytes.toByteArray();
  }

  private InputStream unpacked(InputStream in) throws IOException {
    return pages.createInputStream(in, null);
  }
}
