package forwardpass.source.idx;

import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Into how many partitions files are cut, or packed. */
class IdxTasksTest extends IdxRows {
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
}
