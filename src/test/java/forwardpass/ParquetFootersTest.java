package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an output's files of Parquet tell readers who look for some of its rows. */
class ParquetFootersTest extends MnistTables {
  private static final Path IMAGES = SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz");
  private static final String BLOOM_FILTER = "parquet.bloom.filter.enabled#index";

  private Path output;

  @BeforeEach
  void nameOutput() {
    output = dir.resolve("out");
  }

  /** Of each column, its least and greatest value in its only part, or none, and a dictionary. */
  private Map<String, String> columns(Object... args) throws IOException {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--partitions", 1, "--output", output));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    Map<String, String> found = new TreeMap<>();
    for (ColumnChunkMetaData column : chunks(part())) {
      String bounds =
          column.getStatistics().hasNonNullValue()
              ? column.getStatistics().minAsString() + " to " + column.getStatistics().maxAsString()
              : "unknown";
      boolean isInDictionary = column.hasDictionaryPage();
      found.put(
          column.getPath().toDotString(), bounds + (isInDictionary ? ", in a dictionary" : ""));
    }
    return found;
  }

  private Path part() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      assertEquals(1, parts.size());
      return parts.get(0);
    }
  }

  private static List<ColumnChunkMetaData> chunks(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(input(file))) {
      assertEquals(1, reader.getRowGroups().size());
      return reader.getRowGroups().get(0).getColumns();
    }
  }

  private static HadoopInputFile input(Path file) throws IOException {
    return HadoopInputFile.fromPath(
        new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false));
  }

  /** How many parts of the output a reader opens who looks for the images of a file. */
  private int partsWith(URI file) throws IOException {
    FilterPredicate ofFile =
        FilterApi.eq(
            FilterApi.binaryColumn("file"),
            Binary.fromString(new org.apache.hadoop.fs.Path(file).toString()));
    ParquetReadOptions options =
        ParquetReadOptions.builder().withRecordFilter(FilterCompat.get(ofFile)).build();
    try (ParquetFileReader reader = ParquetFileReader.open(input(part()), options)) {
      return reader.getRowGroups().size();
    }
  }

  @Test
  void theFileOfManyImagesIsToldByADictionaryAlone() throws IOException {
    Map<String, String> columns = columns("--images", IMAGES);

    assertEquals("unknown, in a dictionary", columns.get("file"));
    assertEquals(1, partsWith(IMAGES.toUri()));
    assertEquals(0, partsWith(dir.resolve("another").toUri()));
    assertEquals("0 to 9999", columns.get("index"));
    assertEquals("0 to 9, in a dictionary", columns.get("prediction"));
  }

  @Test
  void theFirstAndTheLastFileAreThereWhereTheyAreAskedFor() throws IOException {
    String option = "parquet.column.statistics.enabled#file=true";

    assertEquals(
        "file:%1$s to file:%1$s, in a dictionary".formatted(IMAGES),
        columns("--images", IMAGES, "--output-option", option).get("file"));
  }

  @Test
  void whatElseParquetCanWriteIsThereWhereItIsAskedFor() throws IOException {
    columns("--images", IMAGES, "--output-option", BLOOM_FILTER + "=true");

    assertHasBloomFilter("index");
  }

  @Test
  void whatElseParquetCanWriteIsThereWhereSparkIsConfiguredSo() throws IOException {
    RuntimeConfig conf = SharedSpark.session().conf();
    conf.set(BLOOM_FILTER, "true");
    try {
      columns("--images", IMAGES);
    } finally {
      conf.unset(BLOOM_FILTER);
    }

    assertHasBloomFilter("index");
  }

  private void assertHasBloomFilter(String name) throws IOException {
    ColumnChunkMetaData column = chunks(part()).get(1);
    assertEquals(name, column.getPath().toDotString());
    assertTrue(column.getBloomFilterOffset() > 0);
  }

  @Test
  void filesOfAnImageEachAreToldByTheFirstAndTheLast() throws IOException {
    Path images = Files.createDirectories(dir.resolve("images"));
    for (int i = 0; i < 20; i++) {
      Files.write(images.resolve("%02d.png".formatted(i)), png(i));
    }

    assertEquals(
        "file:%1$s/00.png to file:%1$s/19.png".formatted(images),
        columns("--images", images).get("file"));
  }
}
