package forwardpass.sink.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what Spark's own writer of Parquet writes. */
class FlatParquetTest {
  /** As {@code SinkDefaults} has them. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "parquet.enable.dictionary#index",
          "false",
          "parquet.enable.dictionary#probability",
          "false",
          "parquet.column.statistics.enabled#file",
          "false");

  /** More than are in a page. */
  private static final int ROWS = 50_000;

  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session();

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "none"})
  void predictionsAreThoseOfSparkToTheByte(String compression) throws IOException {
    Dataset<Row> rows =
        rows(
            ROWS,
            "concat('s3a://bucket/ünï/part-', cast(id / 7000 as int)) as file",
            "id as index",
            "if(id % 11 = 0, null, cast(id % 10 as int)) as label",
            "cast(id % 7 as int) as prediction",
            "elt(cast(id % 3 + 1 as int), 'cat', 'dog', 'cat') as class",
            "cast(1 / (id + 1) as float) as probability");

    assertSame(rows, Map.of("compression", compression));
  }

  @Test
  void valuesOfEachTypeAreThoseOfSparkToTheByte() throws IOException {
    assertSame(
        rows(
            1000,
            "id % 3 = 0 as yes",
            "if(id % 2 = 0, null, id % 5 = 0) as perhaps",
            "cast(id - 500 as int) as small",
            "-id * 1000000007 as large",
            "elt(cast(id % 4 + 1 as int), float('NaN'), float('-0.0'), float('0.0'), float('-Infinity')) as number",
            "if(id % 5 = 0, null, sqrt(id)) as precise",
            "if(id % 5 = 0, null, elt(cast(id % 3 + 1 as int), '', 'é', '\\0')) as text",
            "cast(null as string) as nothing"),
        Map.of());
  }

  /** A dictionary of a megabyte is given up. */
  @Test
  void textsThatAllDifferAreThoseOfSparkToTheByte() throws IOException {
    assertSame(rows(ROWS, "concat('/a/directory/of/images/', id, '.png') as file"), Map.of());
  }

  /** Each comes again when others have been in between. */
  @Test
  void textsThatComeAgainAreThoseOfSparkToTheByte() throws IOException {
    assertSame(rows(1000, "concat('of-', cast(id / 10 as int) % 7) as file"), Map.of());
  }

  @Test
  void aTableWithoutRowsIsThatOfSparkToTheByte() throws IOException {
    assertSame(rows(0, "id as index", "cast(id as string) as text"), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"20000", "100000", "300000"})
  void rowGroupsAreThoseOfSparkToTheByte(String bytes) throws IOException {
    Dataset<Row> rows =
        rows(
            ROWS,
            "concat('of-', cast(id / 10000 as int)) as file",
            "id as index",
            "repeat('long', cast(id % 50 as int)) as text");

    assertSame(rows, Map.of("parquet.block.size", bytes));
    assertTrue(rowGroups(dir.resolve("parquet")) > 2);
  }

  @Test
  void isForPlainNumbersAndTexts() {
    StructType plain =
        new StructType()
            .add("file", DataTypes.StringType)
            .add("index", DataTypes.LongType)
            .add("label", DataTypes.IntegerType)
            .add("probability", DataTypes.FloatType)
            .add("number", DataTypes.DoubleType)
            .add("yes", DataTypes.BooleanType);

    assertTrue(FlatParquet.isFor(plain));
    assertFalse(FlatParquet.isFor(plain.add("added", "array<float>")));
    assertFalse(FlatParquet.isFor(plain.add("added", "struct<of:int>")));
    assertFalse(FlatParquet.isFor(plain.add("added", "timestamp")));
    assertFalse(FlatParquet.isFor(plain.add("added", "binary")));
    assertFalse(FlatParquet.isFor(plain.add("added", "string collate UNICODE_CI")));
  }

  private Dataset<Row> rows(long count, String... columns) {
    return spark.range(0, count, 1, 1).selectExpr(columns);
  }

  private void assertSame(Dataset<Row> rows, Map<String, String> options) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write(rows, "parquet", options)),
        Files.readAllBytes(write(rows, FlatParquet.class.getName(), options)));
  }

  private Path write(Dataset<Row> rows, String format, Map<String, String> options)
      throws IOException {
    Path output = dir.resolve(format);
    rows.write().format(format).options(OPTIONS).options(options).save(output.toString());
    return part(output);
  }

  private static Path part(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .findAny()
          .get();
    }
  }

  private static int rowGroups(Path output) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(part(output).toUri()), new Configuration()))) {
      return reader.getRowGroups().size();
    }
  }
}
