package forwardpass.source.idx;

import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

/** Which rows and columns the format has. */
class IdxSourceTest extends IdxRows {
  @Test
  void withoutBatchSizeEachImageIsARow() {
    Path images = write(dir.resolve("images"), IdxFixture.images(3, 1, 2));
    Path labels = write(dir.resolve("labels"), IdxFixture.labels(3, 10));

    List<Row> rows =
        idx().option("labels", labels.toString()).load(images.toString()).collectAsList();

    assertEquals(
        "file STRING NOT NULL,index BIGINT NOT NULL,label INT,image BINARY,features ARRAY<FLOAT>",
        rows.get(0).schema().toDDL());
    assertEquals(3, rows.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(uri(images), rows.get(i).getString(0));
      assertEquals(i, rows.get(i).getLong(1));
      assertEquals(i, rows.get(i).getInt(2));
      assertArrayEquals(new byte[] {(byte) (7 * i), (byte) (7 * i + 1)}, rows.get(i).getAs(3));
      assertNull(rows.get(i).get(4));
    }
  }

  @Test
  void withoutLabelsTheyAreNull() {
    Path images = write(dir.resolve("images"), IdxFixture.images(2, 1, 2));

    List<Row> labels = idx().load(images.toString()).select("label").collectAsList();

    assertEquals(
        List.of(RowFactory.create((Object) null), RowFactory.create((Object) null)), labels);
  }

  @Test
  void numbersOfOtherTypesAreFeatures() {
    Path images = write(dir.resolve("images"), IdxFixture.floatImages(2, 1, 2));

    List<Row> rows = idx().load(images.toString()).select("image", "features").collectAsList();

    assertNull(rows.get(0).get(0));
    assertEquals(List.of(0f, 0.125f), rows.get(0).getList(1));
    assertEquals(List.of(1f, 1.125f), rows.get(1).getList(1));
  }

  @Test
  void withBatchSizeEachBatchIsARowAndTheLastIsShort() {
    Path images = write(dir.resolve("images"), IdxFixture.images(5, 1, 2));
    Path labels = write(dir.resolve("labels"), IdxFixture.labels(5, 10));

    List<Row> rows =
        idx()
            .option("labels", labels.toString())
            .option("batchSize", 2)
            .load(images.toString())
            .collectAsList();

    assertEquals(
        "file STRING NOT NULL,index BIGINT NOT NULL,count INT NOT NULL,images BINARY,features ARRAY<FLOAT>,labels ARRAY<INT>",
        rows.get(0).schema().toDDL());
    assertEquals(3, rows.size());
    assertBatch(rows.get(0), 0, List.of(0, 1), 0, 1, 7, 8);
    assertBatch(rows.get(1), 2, List.of(2, 3), 14, 15, 21, 22);
    assertBatch(rows.get(2), 4, List.of(4), 28, 29);
  }

  @Test
  void classesStandInPlaceOfLabels() {
    Path images = write(dir.resolve("images"), IdxFixture.images(3, 1, 2));
    Path labels = write(dir.resolve("labels"), IdxFixture.labels(3, 10)); // 0, 1, 2
    DataFrameReader read = idx().option("labels", labels.toString()).option("classes", 3);

    List<Row> rows = read.load(images.toString()).select("label").collectAsList();
    List<Row> batches =
        read.option("batchSize", 3).load(images.toString()).select("labels").collectAsList();

    assertEquals("[[0], [1], [2]]", rows.toString());
    assertEquals("[[ArraySeq(0, 1, 2)]]", batches.toString());
    Path fromOne =
        write(
            dir.resolve("from-one"),
            IdxFixture.bytes(0x08, new int[] {3}, out -> out.write(new byte[] {1, 2, 3})));
    read.option("labels", fromOne.toString()).option("firstClass", 1);
    assertEquals(
        "[[ArraySeq(0, 1, 2)]]",
        read.load(images.toString()).select("labels").collectAsList().toString());
  }

  @Test
  void batchesOfOtherTypesAreFeaturesAndTheLastIsShort() {
    Path images = write(dir.resolve("images"), IdxFixture.floatImages(3, 1, 2));

    List<Row> rows =
        idx()
            .option("batchSize", 2)
            .load(images.toString())
            .select("index", "count", "images", "features", "labels")
            .collectAsList();

    assertEquals(
        List.of(
            "[0,2,null,ArraySeq(0.0, 0.125, 1.0, 1.125),null]",
            "[2,1,null,ArraySeq(2.0, 2.125),null]"),
        rows.stream().map(Row::toString).toList());
  }

  private static void assertBatch(Row row, long index, List<Integer> labels, int... pixels) {
    assertEquals(index, row.getLong(1));
    assertEquals(labels.size(), row.getInt(2));
    byte[] expected = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      expected[i] = (byte) pixels[i];
    }
    assertArrayEquals(expected, row.<byte[]>getAs(3));
    assertNull(row.get(4));
    assertEquals(labels, row.getList(5));
  }

  @Test
  void noImagesAreNoRows() {
    Path images = write(dir.resolve("images"), IdxFixture.images(0, 2, 2));

    assertEquals(0, idx().load(images.toString()).count());
    assertEquals(0, idx().option("batchSize", 10).load(images.toString()).count());
  }

  @Test
  void anOptionThatIsNoCountIsRefused() {
    UsageException e =
        assertThrows(UsageException.class, () -> idx().option("batchSize", "ten").load("x"));

    assertEquals(
        "Invalid option batchSize: expected a whole number from 1, found ten", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "100"})
  void sparkIsToldHowManyImagesAndBytesWereRead(String batchSize) {
    Path images = write(dir.resolve("images"), IdxFixture.images(250, 2, 3));
    Dataset<Row> read = idx().option("batchSize", batchSize).load(images.toString());
    SparkPlan plan = read.queryExecution().executedPlan();

    plan.executeCollect();

    Map<String, SQLMetric> metrics = CollectionConverters.asJava(scanOf(plan).metrics());
    assertEquals(250, metrics.get("imagesRead").value());
    assertEquals(250 * 2 * 3, metrics.get("imageBytesRead").value());
  }

  private static SparkPlan scanOf(SparkPlan plan) {
    return CollectionConverters.asJava(plan.collectLeaves()).get(0);
  }
}
