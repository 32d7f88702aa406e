package forwardpass.source.table;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of a table that keeps a log are not read one by one. */
class ManagedTableTest {
  @TempDir Path dir;
  private Path table;

  @BeforeEach
  void makeTable() throws IOException {
    table = Files.createDirectories(dir.resolve("table"));
    Files.createDirectories(table.resolve("data/day=1"));
    Files.createFile(table.resolve("data/day=1/a.parquet"));
    Files.createFile(table.resolve("data/day=1/b.parquet"));
  }

  @ParameterizedTest
  @CsvSource({
    "_delta_log/00000000000000000000.json, Delta, delta, io.delta:delta-spark",
    ".hoodie/hoodie.properties, Hudi, hudi, org.apache.hudi:hudi-spark-bundle",
    "metadata/v1.metadata.json, Iceberg, iceberg, org.apache.iceberg:iceberg-spark-runtime",
  })
  void aTableIsNamedWithItsFormatAndPackage(String log, String name, String format, String artifact)
      throws IOException {
    Files.createDirectories(table.resolve(log).getParent());
    Files.createFile(table.resolve(log));

    for (String path : new String[] {"table", "tabl?", "table/data/day=1", "table/data/*/*"}) {
      InputException refused =
          assertThrows(
              InputException.class,
              () -> ManagedTable.requireNone(dir.resolve(path).toString(), new Configuration()));
      assertEquals(
          "Unsupported: file:%s: expected files that are all to be scored, found a%s %s table, whose log says which of its files are; give --format %s, and spark-submit --packages with %s for this Spark"
              .formatted(table, name.equals("Iceberg") ? "n" : "", name, format, artifact),
          refused.getMessage());
    }
  }

  @Test
  void aFileThatIsNamedByItselfIsRead() throws IOException {
    Files.createDirectories(table.resolve("_delta_log"));

    assertDoesNotThrow(
        () ->
            ManagedTable.requireNone(
                table.resolve("data/day=1/a.parquet").toString(), new Configuration()));
  }

  @Test
  void filesOfNoTableAreRead() {
    assertDoesNotThrow(() -> ManagedTable.requireNone(table.toString(), new Configuration()));
  }
}
