package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a store is asked: of files that have many images, as often however many these are. */
@Tag("stores")
class S3RequestsIT extends ThroughProxy {
  private static final int FILES = 3;
  private static final int FEW = 10;
  private static final int DIRECTORIES = 4;

  /** So many files of a dump are looked at to tell what they are. */
  private static final int LOOKED_AT = 100;

  /** What is looked at first, and read for good, and before each of these what it is. */
  private static final int OF_A_SHARD = 4;

  /** Five, and more where columns, and what is in them, are looked at. */
  private static final int MOST_OF_A_FILE_OF_A_TABLE = 12;

  @BeforeAll
  static void readImages() throws IOException {
    MnistTables.readImages();
  }

  /** The requests for the files of a dump. */
  private static int requests(String dump, int images) {
    proxy.takeRequests();
    CommandRun run = CommandRun.of("--images", root + dump);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("Scored %d images".formatted(FILES * images)), run.err());
    return (int)
        proxy.takeRequests().stream()
            .filter(each -> each.matches(".*/" + dump + "/[^_?]+"))
            .count();
  }

  private static int ofShards(int images) throws IOException {
    String dump = "shards-" + images;
    for (int file = 0; file < FILES; file++) {
      try (OutputStream out = s3.create(new Path(root, "%s/%d.tar".formatted(dump, file)))) {
        TarShards.write(out, file * images, (file + 1) * images);
      }
    }
    return requests(dump, images);
  }

  @Test
  void aShardIsFourRequestsHoweverManyImagesItHas() throws IOException {
    int few = ofShards(FEW);
    int many = ofShards(MnistTables.IMAGES / FILES);

    assertEquals(FILES * OF_A_SHARD + 2, few); // the first one's classes are looked at, too
    assertEquals(few, many);
  }

  private static int ofTable(int images) {
    String dump = "table-" + images;
    List<Row> rows =
        IntStream.range(0, FILES * images)
            .mapToObj(i -> RowFactory.create(MnistTables.png(i), (int) MnistTables.labels[i]))
            .toList();
    StructType schema =
        new StructType().add("image", DataTypes.BinaryType).add("label", DataTypes.IntegerType);
    SharedSpark.session()
        .createDataFrame(rows, schema)
        .coalesce(1)
        .repartition(FILES)
        .write()
        .parquet(root + dump);
    return requests(dump, images);
  }

  @Test
  void aFileOfATableIsADozenRequestsAtMostHoweverManyImagesItHas() {
    int few = ofTable(FEW);
    int many = ofTable(MnistTables.IMAGES / FILES);

    assertTrue(few <= FILES * MOST_OF_A_FILE_OF_A_TABLE, () -> few + " requests");
    assertEquals(few, many);
  }

  @Test
  void aSmallImageIsOneRequestAndOneMoreOfTheFirstHundred() throws IOException {
    for (int i = 0; i < MnistTables.IMAGES; i++) {
      Path file = new Path(root + "pictures/%d/%03d.png".formatted(i % DIRECTORIES, i));
      try (OutputStream out = s3.create(file)) {
        out.write(MnistTables.png(i));
      }
    }
    proxy.takeRequests();

    CommandRun run = CommandRun.of("--images", root + "pictures");

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("Scored %d images".formatted(MnistTables.IMAGES)), run.err());
    List<String> requests = proxy.takeRequests();
    List<String> ofPictures = requests.stream().filter(each -> each.contains(".png")).toList();
    assertTrue(ofPictures.stream().allMatch(each -> each.startsWith("GET ")), ofPictures::toString);
    assertEquals(MnistTables.IMAGES + LOOKED_AT, ofPictures.size());
    assertEquals(MnistTables.IMAGES, ofPictures.stream().distinct().count());
    List<String> others = requests.stream().filter(each -> !each.contains(".png")).toList();
    assertTrue(others.size() <= 2 * DIRECTORIES, others::toString);
  }

  @Test
  void aHeaderIsTwoRequestsAtMost() throws Exception {
    for (int i = 0; i < FILES; i++) {
      upload(images(1), "headers/images/" + i);
      upload(labels(1), "headers/labels/" + i);
    }
    proxy.takeRequests();

    CommandRun.of(
            "--images",
            root + "headers/images",
            "--labels",
            root + "headers/labels",
            "--partitions",
            3)
        .assertAccuracy(Golden.ACCURACY);

    Map<String, Long> ofHeaders =
        proxy.takeRequests().stream()
            .filter(each -> each.contains("bytes=0-"))
            .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
    assertEquals(2 * FILES, ofHeaders.size(), ofHeaders::toString);
    assertTrue(ofHeaders.values().stream().allMatch(each -> each <= 2), ofHeaders::toString);
  }
}
