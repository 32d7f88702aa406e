package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.error.OutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AwaitedRowsTest {
  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session();
  private Path output;
  private AwaitedRows rows;

  @BeforeEach
  void setDestination() {
    output = dir.resolve("out");
    rows =
        new AwaitedRows(
            new Destination("--rows", output.toString(), "parquet", false, Map.of(), List.of()));
  }

  private Dataset<Row> gathered(org.apache.hadoop.fs.Path staging) {
    Path there = Path.of(staging.toUri().getPath());
    try {
      Files.createDirectories(there);
      Files.writeString(there.resolve("of-a-task"), "gathered");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return spark.range(3).toDF();
  }

  @Test
  void whatIsGatheredIsNotLeftInWhatIsComplete() {
    rows.write(spark, this::gathered);

    assertEquals(3, spark.read().parquet(output.toString()).count());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertTrue(Files.notExists(output.resolve("_staging")));
    assertTrue(Files.notExists(output.resolve("_lock")));
  }

  /** Those that are of an output elsewhere. */
  static Stream<Exception> failures() {
    return Stream.of(
        new UncheckedIOException(new IOException("no space")),
        new IllegalArgumentException("no path"),
        new SparkException("aborted", new IOException("no space")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheWorkIsNotToldAsOneOfTheOutput(Exception failure) {
    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                rows.write(
                    spark,
                    staging -> {
                      gathered(staging);
                      return sneakily(failure);
                    }));

    assertSame(failure, failure instanceof RuntimeException ? thrown : thrown.getCause());
    assertTrue(Files.notExists(output));
  }

  /** As Scala throws what Java has to declare. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> Dataset<Row> sneakily(Exception failure) throws E {
    throw (E) failure;
  }

  @Test
  void anotherRunIsKeptOutWhileTheWorkIsDone() {
    rows.write(
        spark,
        staging -> {
          OutputException refused =
              assertThrows(
                  OutputException.class, () -> rows.write(spark, ignored -> gathered(ignored)));
          assertEquals(
              "Cannot write %s: another run is writing it; choose another --rows".formatted(output),
              refused.getMessage());
          return gathered(staging);
        });

    assertEquals(3, spark.read().parquet(output.toString()).count());
  }
}
