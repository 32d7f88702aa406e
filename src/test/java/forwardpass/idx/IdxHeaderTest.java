package forwardpass.idx;

import static forwardpass.idx.IdxBytes.FILE;
import static forwardpass.idx.IdxBytes.concat;
import static forwardpass.idx.IdxBytes.header;
import static forwardpass.idx.IdxBytes.readHeader;
import static forwardpass.idx.IdxBytes.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Headers that are read, and what they say of the file. */
class IdxHeaderTest {
  @Test
  void mnistImagesAreBytesInThreeDimensions() {
    IdxHeader header = readHeader(header(0x08, 10000, 28, 28));

    assertEquals(new IdxHeader(ElementType.UNSIGNED_BYTE, List.of(10000, 28, 28)), header);
    assertEquals(10000, header.count());
    assertEquals(784, header.itemSize());
    assertEquals(784, header.itemBytes());
    assertEquals("28x28", header.itemShape());
    assertEquals(7_840_000, header.dataBytes());
    assertEquals(7_840_016, header.length());
  }

  @Test
  void mnistLabelsAreBytesInOneDimension() {
    IdxHeader header = readHeader(header(0x08, 10000));

    assertEquals(new IdxHeader(ElementType.UNSIGNED_BYTE, List.of(10000)), header);
    assertEquals(1, header.itemSize());
    assertEquals(1, header.itemBytes());
    assertEquals("1", header.itemShape());
    assertEquals(10_008, header.length());
  }

  @ParameterizedTest
  @CsvSource({
    "8,UNSIGNED_BYTE,1",
    "9,BYTE,1",
    "11,SHORT,2",
    "12,INT,4",
    "13,FLOAT,4",
    "14,DOUBLE,8"
  })
  void eachCodeIsATypeOfItsSize(int code, ElementType type, int bytes) {
    IdxHeader header = readHeader(header(code, 2, 3));

    assertEquals(type, header.type());
    assertEquals(bytes, type.bytes());
    assertEquals(3 * bytes, header.itemBytes());
    assertEquals(12 + 6 * bytes, header.length());
  }

  @Test
  void readingStopsBehindTheHeader() throws IOException {
    InputStream in = new ByteArrayInputStream(concat(header(0x08, 1, 2), new byte[] {77, 78}));

    IdxHeader.read(in, FILE);

    assertEquals(77, in.read());
  }

  @Test
  void headerThatArrivesByteByByteIsWhole() throws IOException {
    InputStream in = new WatchedStream(header(0x0D, 5, 4, 3)).inPiecesOf(1);

    assertEquals(new IdxHeader(ElementType.FLOAT, List.of(5, 4, 3)), IdxHeader.read(in, FILE));
  }

  @Test
  void zeroItemsAreAWholeFile() {
    IdxHeader header = readHeader(header(0x08, 0, 28, 28));

    assertEquals(0, header.count());
    assertEquals(784, header.itemSize());
    assertEquals(16, header.length());
    assertDoesNotThrow(() -> header.requireLength(16, FILE));
  }

  @Test
  void thereMayBe255Dimensions() {
    int[] dimensions = new int[255];
    Arrays.fill(dimensions, 1);
    dimensions[0] = 7;
    dimensions[254] = 6;

    IdxHeader header = readHeader(header(0x0B, dimensions));

    assertEquals(6, header.itemSize());
    assertEquals(12, header.itemBytes());
    assertEquals(4 + 4 * 255 + 7 * 12, header.length());
  }

  @Test
  void lengthsPastIntAreCountedAsLongs() {
    IdxHeader header = readHeader(header(0x08, Integer.MAX_VALUE, 1, Integer.MAX_VALUE));

    assertEquals(Integer.MAX_VALUE, header.itemBytes());
    assertEquals(16 + 2147483647L * 2147483647L, header.length());
    assertEquals(16 + 2147483646L * 2147483647L, header.offsetOf(2147483646L));
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"UNSIGNED_BYTE", "BYTE", "SHORT", "INT"})
  void wholeNumbersInOneDimensionAreLabels(ElementType type) {
    assertDoesNotThrow(() -> new IdxHeader(type, List.of(3)).requireLabels(FILE));
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"FLOAT", "DOUBLE"})
  void fractionsAreNotLabels(ElementType type) {
    assertEquals(
        "Unsupported: digits.idx, byte 2: expected labels that are whole numbers, found element"
            + " type "
            + type
            + "; save them as bytes",
        refusal(() -> new IdxHeader(type, List.of(3)).requireLabels(FILE)));
  }

  @Test
  void imagesAreNotLabels() {
    assertEquals(
        "Unsupported: digits.idx, byte 3: expected labels, which have 1 dimension, found 3, as"
            + " images have; give images with --images",
        refusal(() -> readHeader(header(0x08, 3, 28, 28)).requireLabels(FILE)));
  }

  @Test
  void labelsAreNotImages() {
    assertEquals(
        "Unsupported: digits.idx, byte 3: expected images, which have 2 dimensions or more (items,"
            + " rows, columns), found 1, as labels have; give labels with --labels",
        refusal(() -> readHeader(header(0x08, 3)).requireImages(FILE)));
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void anyTypeInTwoDimensionsOrMoreIsImages(ElementType type) {
    assertDoesNotThrow(() -> new IdxHeader(type, List.of(3, 784)).requireImages(FILE));
    assertDoesNotThrow(() -> new IdxHeader(type, List.of(3, 28, 28)).requireImages(FILE));
    assertDoesNotThrow(() -> new IdxHeader(type, List.of(3, 2, 2, 2)).requireImages(FILE));
  }
}
