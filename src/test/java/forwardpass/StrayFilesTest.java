package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What lies beside images, and places where there are none. */
class StrayFilesTest extends MnistTables {
  private Path file(String name, byte[] bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @Test
  void imagesAreToldByContentAndOthersPassedOver() throws IOException {
    file("in/_MG_0003.png", png(0));
    file("in/noname", png(1));
    file("in/notes.txt", png(2));
    file("in/README.md", "Hello".getBytes(StandardCharsets.US_ASCII));
    file("in/metadata.csv", "file_name,label\n".getBytes(StandardCharsets.US_ASCII));
    file("in/.DS_Store", new byte[9]);

    CommandRun run = CommandRun.of("--images", dir.resolve("in"));

    assertTrue(run.err().startsWith("Scored 3 images in "), run.err());
    assertTrue(
        run.err()
            .endsWith(
                "; 2 files passed over, as they are no images, such as file:%s/in/README.md; no labels\n"
                    .formatted(dir)),
        run.err());
  }

  @Test
  void checksumsThatHadoopKeepsBesideImagesAreHeeded() throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(dir + "/in/3/a.png");
    FileSystem local = FileSystem.getLocal(new Configuration());
    try (var out = local.create(file)) {
      out.write(png(0));
    }
    file("in/3/a.png", png(1));

    CommandRun run = CommandRun.of("--images", dir.resolve("in"), "--format", "image");

    assertEquals(3, run.status());
    assertTrue(
        run.err().startsWith("Cannot read file:%s/in/3/a.png: Checksum error: ".formatted(dir)),
        run.err());
  }

  @Test
  void whatIsOnlyNamedAsAnImageIsABadRecord() throws IOException {
    file("in/a.png", png(0));
    file("in/b.jpg", "RIFF    WEBPVP8 ".getBytes(StandardCharsets.US_ASCII));

    CommandRun.of("--images", dir.resolve("in"))
        .assertFailure(
            3,
            "Unsupported: record 0 of file:%s/in/b.jpg: expected a PNG, JPEG, BMP or GIF image, found WebP; convert it to PNG or JPEG, or leave such records out with --mode DROPMALFORMED"
                .formatted(dir));
  }

  @Test
  void otherFilesBesideIdxArePassedOver() throws IOException {
    file("in/images", IdxFixture.images(3, 28, 28));
    file("in/README", "Hello".getBytes(StandardCharsets.US_ASCII));

    CommandRun run = CommandRun.of("--images", dir.resolve("in"));

    assertTrue(
        run.err()
            .contains("; 1 file passed over, as it is no image: file:%s/in/README;".formatted(dir)),
        run.err());
  }

  @Test
  void aTableOfNoRowsIsAnError() {
    StructType schema = new StructType().add("image", DataTypes.BinaryType);
    Path table = table(schema, List.of(), "parquet");

    CommandRun.of("--images", table)
        .assertFailure(
            3,
            "Cannot score %s: expected at least one row, found none; check the path"
                .formatted(table));
  }

  @Test
  void aTableInADirectoryWithBracketsIsRead() throws IOException {
    StructType schema = new StructType().add("image", DataTypes.BinaryType);
    Path table = table(schema, List.of(RowFactory.create((Object) bytes(0))), "parquet");
    Path renamed = Files.move(table, dir.resolve("a[1]{b,c}*"));
    file("a[1]{b,c}*/README.md", "Hello".getBytes(StandardCharsets.US_ASCII));

    CommandRun run = CommandRun.of("--images", renamed);

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("1 file passed over"), run.err());
  }
}
