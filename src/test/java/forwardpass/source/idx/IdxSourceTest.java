package forwardpass.source.idx;

import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.SharedSpark;
import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class IdxSourceTest {
  @TempDir Path dir;

  private static DataFrameReader idx() {
    return SharedSpark.session().read().format("idx");
  }

  private static String uri(Path file) {
    return "file:" + file;
  }

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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void everyImageIsReadOnceHoweverTheFileIsCut(int partitions) {
    Path images = write(dir.resolve("images"), IdxFixture.images(103, 2, 2));
    Path labels = write(dir.resolve("labels"), IdxFixture.gzip(IdxFixture.labels(103, 10)));

    Dataset<Row> rows =
        idx()
            .option("labels", labels.toString())
            .option("partitions", partitions)
            .option("batchSize", 5)
            .load(images.toString());

    List<Integer> counted = new ArrayList<>();
    List<Integer> labelled = new ArrayList<>();
    for (Row row : rows.orderBy("index").collectAsList()) {
      for (int i = 0; i < row.getInt(2); i++) {
        counted.add((int) row.getLong(1) + i);
      }
      labelled.addAll(row.getList(5));
    }
    assertEquals(java.util.stream.IntStream.range(0, 103).boxed().toList(), counted);
    assertEquals(counted.stream().map(i -> i % 10).toList(), labelled);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,3", "21,21", "50,21"})
  void aPlainFileIsCutIntoAsManyPartitionsAsAskedForWhereBatchesAllow(int asked, int made) {
    Path images = write(dir.resolve("images"), IdxFixture.images(105, 2, 2));

    Dataset<Row> rows =
        idx().option("partitions", asked).option("batchSize", 5).load(images.toString());

    assertEquals(made, rows.javaRDD().getNumPartitions());
  }

  @Test
  void aGzippedFileIsOnePartition() {
    Path images = write(dir.resolve("images"), IdxFixture.gzip(IdxFixture.images(105, 2, 2)));

    Dataset<Row> rows = idx().option("partitions", 8).load(images.toString());

    assertEquals(1, rows.javaRDD().getNumPartitions());
    assertEquals(105, rows.count());
  }

  @Test
  void smallFilesArePackedIntoOnePartition() {
    for (int i = 0; i < 20; i++) {
      write(dir.resolve("in/part-" + i), IdxFixture.images(3, 2, 2));
    }

    Dataset<Row> rows = idx().load(dir.resolve("in").toString());

    assertEquals(1, rows.javaRDD().getNumPartitions());
    assertEquals(60, rows.count());
  }

  @Test
  void compressionIsToldByContentAndNotByName() {
    write(dir.resolve("in/plain.gz"), IdxFixture.images(3, 2, 2));
    write(dir.resolve("in/zipped"), IdxFixture.gzip(IdxFixture.images(4, 2, 2)));

    assertEquals(7, idx().load(dir.resolve("in").toString()).count());
  }

  @Test
  void directoriesAreReadWithoutHiddenFilesAndPairedByPath() {
    write(dir.resolve("images/b/2"), IdxFixture.images(2, 1, 1));
    write(dir.resolve("images/a/1"), IdxFixture.images(3, 1, 1));
    write(dir.resolve("images/_temporary/3"), new byte[] {1});
    write(dir.resolve("images/.hidden"), new byte[] {1});
    write(dir.resolve("labels/1"), IdxFixture.labels(3, 10));
    write(dir.resolve("labels/2"), IdxFixture.labels(2, 10));

    List<Row> rows =
        idx()
            .option("labels", dir.resolve("labels").toString())
            .load(dir.resolve("images").toString())
            .selectExpr("file", "index", "label")
            .orderBy("file", "index")
            .collectAsList();

    String first = uri(dir.resolve("images/a/1"));
    String second = uri(dir.resolve("images/b/2"));
    assertEquals(
        List.of(
            RowFactory.create(first, 0L, 0),
            RowFactory.create(first, 1L, 1),
            RowFactory.create(first, 2L, 2),
            RowFactory.create(second, 0L, 0),
            RowFactory.create(second, 1L, 1)),
        rows);
  }

  @Test
  void aGlobMatchesAndAFileCalledLikeOneIsReadItself() {
    write(dir.resolve("in/part-1"), IdxFixture.images(1, 1, 1));
    write(dir.resolve("in/part-2"), IdxFixture.images(2, 1, 1));
    write(dir.resolve("in/part-[1]"), IdxFixture.images(4, 1, 1));

    assertEquals(7, idx().load(dir.resolve("in/part-*").toString()).count());
    assertEquals(4, idx().load(dir.resolve("in/part-[1]").toString()).count());
    assertEquals(
        3,
        idx()
            .load(dir.resolve("in/part-1").toString(), dir.resolve("in/part-2").toString())
            .count());
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

  @Test
  void moreFilesOfLabelsThanOfImagesAreRefused() {
    Path images = write(dir.resolve("images/1"), IdxFixture.images(2, 1, 1));
    Path first = write(dir.resolve("labels/1"), IdxFixture.labels(2, 10));
    write(dir.resolve("labels/2"), IdxFixture.labels(2, 10));

    InputException e =
        assertThrows(
            InputException.class,
            () ->
                idx()
                    .option("labels", dir.resolve("labels").toString())
                    .load(dir.resolve("images").toString())
                    .count());

    assertEquals(
        "Corrupt: %s: expected as many files of labels as of images, 1, the first of them %s, found 2; give each file of images its labels"
            .formatted(uri(first), uri(images)),
        e.getMessage());
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

  @Test
  void hiddenFilesAndDirectoriesArePassedOver() throws IOException {
    Path below = Files.createDirectories(dir.resolve("in/below"));
    write(below.resolve("b"), IdxFixture.images(2, 1, 2));
    write(dir.resolve("in/a"), IdxFixture.images(3, 1, 2));
    for (String hidden : List.of("_temporary", ".staging")) {
      write(
          Files.createDirectories(dir.resolve("in").resolve(hidden)).resolve("c"),
          IdxFixture.images(5, 1, 2));
    }
    for (String hidden : List.of("_lock", ".hidden-file")) {
      write(dir.resolve("in").resolve(hidden), IdxFixture.images(7, 1, 2));
    }

    assertEquals(5, idx().load(dir.resolve("in").toString()).count());
  }
}
