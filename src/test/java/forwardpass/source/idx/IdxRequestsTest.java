package forwardpass.source.idx;

import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import forwardpass.SharedSpark;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** What a store is asked for IDX files. */
class IdxRequestsTest extends IdxRows {
  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void nothingIsAskedYet() {
    hadoop.set("fs.counted.impl", CountedStore.class.getName());
    SharedSpark.session().conf().set("fs.counted.impl", CountedStore.class.getName());
    CountedStore.REQUESTS.clear();
  }

  private String stored(String path) {
    return "counted:" + dir.resolve(path);
  }

  private static Map<String, List<String>> requests() {
    return new TreeMap<>(CountedStore.REQUESTS);
  }

  @Test
  void aHeaderIsOneRequestWhateverTheFileIs() {
    write(dir.resolve("images/a"), IdxFixture.images(3, 2, 2));
    write(dir.resolve("images/b"), gzip(IdxFixture.images(2, 1, 4)));
    write(dir.resolve("images/c"), IdxFixture.images(5, 100, 100));
    write(dir.resolve("images/d"), gzip(IdxFixture.images(5, 100, 100)));
    write(dir.resolve("labels/1"), IdxFixture.labels(3, 10));
    write(dir.resolve("labels/2"), IdxFixture.labels(2, 10));
    write(dir.resolve("labels/3"), gzip(IdxFixture.labels(5, 10)));
    write(dir.resolve("labels/4"), IdxFixture.labels(5, 10));
    var images = FileWalk.find(stored("images"), FileSelection.ALL, hadoop);
    var labels = FileWalk.find(stored("labels"), FileSelection.ALL, hadoop);
    CountedStore.REQUESTS.clear();

    IdxListing listing = IdxListing.of(images, Optional.of(labels), hadoop);

    assertEquals(15, listing.images());
    List<String> one = List.of("get");
    assertEquals(
        new TreeMap<>(
            Map.of("a", one, "b", one, "c", one, "d", one, "1", one, "2", one, "3", one, "4", one)),
        requests());
  }

  @Test
  void aHeaderOfMoreDimensionsThanFilesHaveIsReadWhole() {
    int[] dimensions = new int[255];
    Arrays.fill(dimensions, 1);
    write(dir.resolve("images"), IdxFixture.bytes(0x08, dimensions, out -> out.writeByte(7)));

    assertEquals(1, idx().load(dir.resolve("images").toString()).count());
  }

  @Test
  void aSmallFileIsReadWithOneRequestAndLookedUpOnce() {
    write(dir.resolve("images"), IdxFixture.images(3, 2, 2));
    write(dir.resolve("labels"), gzip(IdxFixture.labels(3, 10)));
    var rows = idx().option("labels", stored("labels")).load(stored("images"));
    rows.queryExecution().executedPlan().execute().getNumPartitions();
    CountedStore.REQUESTS.clear();

    assertEquals(3, rows.collectAsList().size());

    List<String> read = List.of("get", "status");
    assertEquals(new TreeMap<>(Map.of("images", read, "labels", read)), requests());
  }

  /** The hosts of each partition, in the order of the partitions. */
  private static List<List<String>> hosts(Dataset<Row> rows) {
    RDD<?> rdd = rows.queryExecution().executedPlan().execute();
    while (!rdd.dependencies().isEmpty()) {
      rdd = rdd.dependencies().head().rdd();
    }
    RDD<?> scan = rdd;
    return Arrays.stream(scan.partitions())
        .map(partition -> CollectionConverters.asJava(scan.preferredLocations(partition)))
        .toList();
  }

  /** The store has a third of a file on a host "-a" and the rest on "-b". */
  @Test
  void tasksAreToReadWhereMostOfTheirImagesAre() {
    write(dir.resolve("images"), IdxFixture.images(40, 256, 256));

    assertEquals(
        List.of(List.of("common", "images-a", "images-b"), List.of("common", "images-b")),
        hosts(idx().option("batchSize", 24).option("partitions", 2).load(stored("images"))));
  }

  @Test
  void noHostsAreAskedForWhereFilesAreSmallAndNoneAreOnThisMachine() {
    write(dir.resolve("large"), IdxFixture.images(20, 256, 256));
    for (int i = 0; i < 3; i++) {
      write(dir.resolve("small/" + i), IdxFixture.images(3, 2, 2));
    }

    assertEquals(List.of(List.of()), hosts(idx().load(dir.resolve("large").toString())));
    assertEquals(List.of(List.of()), hosts(idx().load(stored("small"))));
    assertFalse(requests().get("0").contains("hosts"));
  }

  @Test
  void aGzippedFileIsReadWhereItIs() {
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    write(
        dir.resolve("images"),
        gzip(IdxFixture.bytes(0x08, new int[] {3, 1024, 1024}, out -> out.write(noise))));

    assertEquals(
        List.of(List.of("common", "images-b", "images-a")), hosts(idx().load(stored("images"))));
  }
}
