package forwardpass;

import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What is said of the images before they are scored is what becomes of them. */
class InputSummaryTest extends MnistTables {
  @Test
  void imagesOfIdxFilesAreCounted() throws IOException {
    write(dir.resolve("many/a"), images(3, 28, 28));
    write(dir.resolve("many/b"), images(4, 28, 28));

    CommandRun run = CommandRun.of("--images", dir.resolve("many"), "--no-normalize");

    assertEquals("Images: 7 in 2 IDX files; pixels as they are; no labels", run.summary());
    assertEquals(0, run.status(), run.err());
  }

  @Test
  void theTestSetsLabelsAreNamed() {
    assertEquals(
        "Images: 10,000 in 1 IDX file; pixels divided by 255; labels from data/t10k-labels-idx1-ubyte.gz",
        CommandRun.of("--batch-size", 1000).summary().replaceAll("from .*/data/", "from data/"));
  }

  @Test
  void aTablesColumnOfLabelsIsNamed() {
    assertEquals(
        "Images: 1 Parquet file; values as they are; labels from column label",
        CommandRun.of("--images", table(Stored.DENSE_VECTOR, "parquet")).summary());
  }

  @Test
  void whereATableHasNoLabelsItsColumnsAreNamed() {
    StructType schema =
        new StructType()
            .add("digit", DataTypes.IntegerType)
            .add("image", DataTypes.BinaryType)
            .add("split", DataTypes.StringType);
    Path table = table(schema, List.of(RowFactory.create(7, bytes(0), "test")), "parquet");

    assertEquals(
        "Images: 1 Parquet file; raw pixels in column image divided by 255; no labels: the columns are digit, image, split",
        CommandRun.of("--images", table).summary());
  }

  @Test
  void columnsBeyondTheEighthAreCounted() throws IOException {
    Path csv = dir.resolve("test.csv");
    Files.writeString(
        csv,
        Files.readString(kaggle(false)).lines().map(line -> line.split(",", 2)[1]).toList().stream()
            .reduce("", (all, line) -> all + line + "\n"));

    assertEquals(
        "Images: 1 CSV file; values divided by 255; no labels: the columns are pixel0, pixel1, pixel2, pixel3, pixel4, pixel5, pixel6, pixel7 and 776 more",
        CommandRun.of("--images", csv).summary());
  }
}
