package forwardpass.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBatchTest {
  private static final Refusal BAD = new Refusal("Corrupt", "bad", "");

  private final ImageBatch batch = new ImageBatch(3, 2);

  /** Else a partition of nothing but bad records would be held in memory as one batch. */
  @Test
  void recordsThatAreRefusedFillABatchToo() {
    batch.clear(true);

    batch.refuse("file", 0, null, BAD);
    batch.add(0, "file", 1, Double.NaN, null);
    assertFalse(batch.isFull());
    batch.refuse("file", 2, null, BAD);

    assertTrue(batch.isFull());
    assertEquals(1, batch.images());
    assertEquals(3, batch.records());
    batch.clear(true);
    assertFalse(batch.isFull());
    assertEquals(0, batch.images());
  }

  @Test
  void imagesBehindOneThatIsRefusedMoveUp() {
    batch.clear(true);
    batch.take(new byte[] {9, 1, 2, 3, 4, 5, 6}, 1);

    batch.add(0, "file", 0, 7, null);
    batch.refuse("file", 1, null, BAD);
    batch.add(2, "file", 2, 8, null);

    assertArrayEquals(new byte[] {1, 2, 5, 6}, Arrays.copyOfRange(batch.bytes(), 1, 5));
    assertEquals(2, batch.images());
    assertEquals(0, batch.recordOf(0));
    assertEquals(2, batch.recordOf(1));
    assertEquals(8, batch.label(2));
    assertEquals("record 2 of file", batch.name(2));
    assertNull(batch.refusal(2));
  }

  /** Spark fills one row anew for each record, and they are of different lengths. */
  @Test
  void columnsOfARecordsOwnAreCopied() {
    UnsafeProjection row = UnsafeProjection.create(new DataType[] {DataTypes.StringType});
    for (List<String> texts :
        List.of(
            List.of("first", "a longer text than that", "3"),
            List.of("a text that is longer than all", "2", "a text as long"),
            List.of("1", "another longer text again", "a text"))) {
      batch.clear(true);
      batch.add(0, "file", 0, 7, row.apply(text(texts.get(0))));
      batch.refuse("file", 1, row.apply(text(texts.get(1))), BAD);
      batch.add(1, "file", 2, 7, text(texts.get(2)));

      for (int record = 0; record < 3; record++) {
        assertEquals(texts.get(record), batch.own(record).getString(0));
      }
    }
    batch.clear(true);
    batch.add(0, "file", 0, 7, null);
    assertNull(batch.own(0));
  }

  private static InternalRow text(String text) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(text)});
  }

  @Test
  void roomGrowsWithTheImagesAndKeepsThem() {
    ImageBatch large = new ImageBatch(1_000_000, 2);
    large.clear(false);
    for (int i = 0; i < 100; i++) {
      float[] values = large.roomForValues();
      values[large.end()] = i;
      values[large.end() + 1] = -i;
      large.add(i, "file", i, Double.NaN, null);
    }

    assertEquals(57, large.values()[114]);
    assertEquals(-99, large.values()[199]);
    assertTrue(large.values().length < 1000);
  }

  /** A batch of millions of images is as large only where there are so many. */
  @ParameterizedTest
  @CsvSource({"3, 2, 6", "1000000, 784, 261856", "10, 1000000, 1000000"})
  void roomThatIsMadeFirstIsForAWholeBatchOrForSomeImages(
      int capacity, int imageSize, int expected) {
    ImageBatch bytes = new ImageBatch(capacity, imageSize);
    bytes.makeRoom(true);
    ImageBatch numbers = new ImageBatch(capacity, imageSize);
    numbers.makeRoom(false);

    assertEquals(expected, bytes.bytes().length);
    assertEquals(0, bytes.values().length);
    assertEquals(expected, numbers.values().length);
    assertEquals(0, numbers.bytes().length);
  }

  @Test
  void theFirstNumberThatIsNoneIsTold() {
    batch.clear(false);
    float[] values = batch.roomForBatch(3);
    System.arraycopy(
        new float[] {Float.MAX_VALUE, -0f, 1, Float.NEGATIVE_INFINITY, Float.NaN, 0},
        0,
        values,
        0,
        6);

    assertTrue(batch.notFinite(0).isEmpty());
    assertEquals(
        "expected finite numbers, found -Infinity as value 1",
        batch.notFinite(1).orElseThrow().reason());
    assertEquals(
        "expected finite numbers, found NaN as value 0", batch.notFinite(2).orElseThrow().reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8})
  void aNumberThatIsNoneIsFoundWhereverItIs(int size) {
    for (int at = 0; at < size; at++) {
      for (float none :
          new float[] {
            Float.NaN,
            Float.intBitsToFloat(0xffffffff),
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
          }) {
        ImageBatch numbers = new ImageBatch(3, size);
        numbers.clear(false);
        float[] values = numbers.roomForBatch(3);
        Arrays.fill(values, -Float.MAX_VALUE);
        values[size + at] = none;

        assertTrue(numbers.notFinite(0).isEmpty());
        assertEquals(
            "expected finite numbers, found %s as value %d".formatted(none, at),
            numbers.notFinite(1).orElseThrow().reason());
        assertTrue(numbers.notFinite(2).isEmpty());
      }
    }
  }
}
