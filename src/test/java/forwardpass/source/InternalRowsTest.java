package forwardpass.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are those that Spark itself collects, however they come. */
class InternalRowsTest {
  private static final int ROWS = 3_000;

  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session().newSession();
  private Dataset<Row> table;

  @BeforeEach
  void write() {
    String path = dir.resolve("table").toString();
    spark
        .range(ROWS)
        .select(
            col("id"),
            expr("if(id % 5 = 0, null, concat('row ', id))").as("name"),
            expr("cast(id % 3 as int)").as("part"),
            expr("transform(sequence(1, 4), i -> cast(id + i as float))").as("floats"),
            expr("transform(sequence(1, id % 3 + 1), i -> if(i = 2, null, id * i))").as("holes"),
            expr("if(id % 7 = 0, null, encode(concat('bytes ', id), 'UTF-8'))").as("bytes"),
            expr("struct(encode(concat('image ', id), 'UTF-8') as bytes, 'p' as path)").as("image"))
        .write()
        .partitionBy("part")
        .parquet(path);
    table = spark.read().parquet(path);
  }

  private static Dataset<Row> selected(Dataset<Row> table, Column last) {
    return table.select(
        input_file_name().as("file"),
        col("_metadata.row_index").as("index"),
        col("part").cast("double").as("label"),
        lit(null).cast("string").as("text"),
        struct(col("name"), col("id")).as("own"),
        last.as("features"));
  }

  /** As Spark collects them, from copies of the rows. */
  private List<Row> collected(JavaRDD<InternalRow> rows, StructType schema) {
    return InternalRows.table(
            spark,
            rows.mapPartitions(
                each -> {
                  UnsafeProjection projection = UnsafeProjection.create(schema);
                  List<InternalRow> copies = new ArrayList<>();
                  each.forEachRemaining(row -> copies.add(projection.apply(row).copy()));
                  return copies.iterator();
                }),
            schema)
        .collectAsList();
  }

  private static Set<Class<?>> classes(JavaRDD<InternalRow> rows) {
    return Set.copyOf(rows.<Class<?>>map(InternalRow::getClass).distinct().collect());
  }

  private void assertAsSparkCollects(Dataset<Row> rows, Class<?> type) {
    JavaRDD<InternalRow> found = InternalRows.of(rows);

    assertEquals(rows.collectAsList(), collected(found, rows.schema()));
    assertEquals(Set.of(type), classes(found));
    assertEquals(ROWS, found.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"floats", "holes", "bytes", "image", "id", "name"})
  void columnsOfAScanComeAsTheScanHasThem(String last) {
    assertAsSparkCollects(selected(table, col(last)), ScannedRow.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"floats", "holes", "bytes", "image", "id", "name"})
  void namesOfFilesBesideThemAreThoseOfEachRow(String last) {
    Dataset<Row> rows =
        table.select(
            col("part").cast("double").as("label"),
            input_file_name().as("file"),
            col(last).as("features"));

    assertTrue(rows.select("file").distinct().count() >= 3);
    assertAsSparkCollects(rows, ScannedRow.class);
  }

  @Test
  void namesOfFilesMayBeAllThereIsBesideThem() {
    assertAsSparkCollects(
        table.select(input_file_name().as("file"), col("bytes")), ScannedRow.class);
  }

  @Test
  void columnsThatAreDirectoriesComeToo() {
    assertAsSparkCollects(selected(table, col("part")), ScannedRow.class);
  }

  @Test
  void columnsThatAreComputedComeInRowsOfSparks() {
    assertAsSparkCollects(selected(table, expr("transform(floats, x -> x / 2)")), UnsafeRow.class);
  }

  @Test
  void rowsThatAreReadOneByOneComeInRowsOfSparks() {
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", "false");

    assertAsSparkCollects(selected(table, col("floats")), UnsafeRow.class);
  }

  @Test
  void rowsBehindAShuffleComeInRowsOfSparks() {
    assertAsSparkCollects(selected(table, col("floats")).sort("index"), UnsafeRow.class);
  }
}
