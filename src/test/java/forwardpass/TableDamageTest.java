package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Tables that are damaged or are not what they seem, as a whole. */
class TableDamageTest extends MnistTables {
  /** Columns are found by the first header: under another, pixels would silently change places. */
  @Test
  void filesOfCsvWithOtherHeadersAreRefused() throws IOException {
    Path directory = Files.createDirectory(dir.resolve("csv"));
    String kaggle = Files.readString(kaggle(false));
    Files.writeString(directory.resolve("a.csv"), kaggle);
    Path other =
        Files.writeString(
            directory.resolve("b.csv"), kaggle.replace("pixel1,pixel2,", "pixel2,pixel1,"));

    CommandRun.of("--images", directory)
        .assertFailure(
            3,
            "Unsupported: file:%s: expected the header of the first file, found another; give files of one header"
                .formatted(other));
  }

  @Test
  void textThatIsGzippedAndNotNamedSoIsRefused() throws IOException {
    Path gzipped = Files.move(kaggle(true), dir.resolve("gzipped.csv"));
    Path plain = Files.move(kaggle(false), dir.resolve("plain.csv.gz"));

    CommandRun.of("--images", gzipped)
        .assertFailure(
            3,
            "Unsupported: file:%s: expected a gzipped file to be named .gz, found another name; rename it"
                .formatted(gzipped));
    CommandRun.of("--images", plain)
        .assertFailure(
            3,
            "Unsupported: file:%s: expected a file that is gzipped, as its name says, found one that is not; rename it"
                .formatted(plain));
  }

  /** Its pages have checksums, which Spark does not look at unless it is told to. */
  @Test
  void aFlippedBitInAPageOfParquetIsBadInput() throws IOException {
    Path table = table(Stored.BYTES, "parquet");
    Path file;
    try (var files = Files.newDirectoryStream(table, "*.parquet")) {
      file = files.iterator().next();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Corrupt: file://%s: could not verify page integrity, CRC checksum verification failed; copy it again"
                .formatted(file));
  }

  /** As many writers leave them out. */
  @Test
  void aPageOfParquetWithoutAChecksumThatSnappyCannotBeIsBadInput() throws IOException {
    Path table = dir.resolve("unchecked.parquet");
    SharedSpark.session()
        .read()
        .parquet(table(Stored.BYTES, "parquet").toString())
        .write()
        .option("parquet.page.write-checksum.enabled", "false")
        .parquet(table.toString());
    Path file;
    try (var files = Files.newDirectoryStream(table, "*.parquet")) {
      file = files.iterator().next();
    }
    byte[] bytes = Files.readAllBytes(file);
    // Tags of literals that have the lengths of others.
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 100, (byte) 0xf0);
    Files.write(file, bytes);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));

    CommandRun run = CommandRun.of("--images", table);

    assertEquals(3, run.status(), run.err());
    assertTrue(
        run.err()
            .matches(
                "Corrupt: file://%s: expected a block of Snappy of [0-9]+ bytes, found [^;]+ after [0-9]+ of them; copy it again\n"
                    .formatted(file)),
        run.err());
  }

  @Test
  void aTableWithoutImagesIsRefusedWithTheColumnsItHas() {
    Path path =
        table(
            new StructType().add("a", DataTypes.LongType).add("b", DataTypes.LongType),
            List.of(RowFactory.create(1L, 2L)),
            "parquet");

    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Unsupported: %s: expected a column features or image or pixels or img or content, found a, b; give --features-column"
                .formatted(path));
    CommandRun.of("--images", path, "--features-column", "a")
        .assertFailure(
            3,
            "Unsupported: %s: expected column a to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found bigint; give --features-column"
                .formatted(path));
  }

  @Test
  void damagedParquetIsBadInput() throws IOException {
    Path path = Files.writeString(dir.resolve("x.parquet"), "PAR1 and nothing more PAR1");

    CommandRun run = CommandRun.of("--images", path);

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains(path.toString()), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
