package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Image files that are not on this machine, of which several are read at once. */
class FarFilesTest extends MnistTables {
  private static final int FILES = 60;

  private List<Row> scored(String images, String output) {
    Path to = dir.resolve(output);
    assertEquals(
        0,
        CommandRun.of(
                "--images", images, "--output", to, "--partitions", "1", "--mode", "PERMISSIVE")
            .status());
    return SharedSpark.session()
        .read()
        .parquet(to.toString())
        .selectExpr(
            "substring_index(file, '/in/', -1)",
            "label",
            "prediction",
            "probability",
            "_corrupt_record")
        .collectAsList();
  }

  @Test
  void theyComeOutInTheirOrderAsThoseOfThisMachineDo() throws IOException {
    SharedSpark.session().conf().set("fs.faulty.impl", FaultyFileSystem.class.getName());
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(dir.resolve("in/" + i % 3));
      Files.write(directory.resolve("%02d.png".formatted(i)), png(i));
    }
    Files.write(dir.resolve("in/1/30.png"), "none".getBytes(StandardCharsets.US_ASCII));
    Files.write(dir.resolve("in/2/40.txt"), "none".getBytes(StandardCharsets.US_ASCII));

    List<Row> near = scored(dir.resolve("in").toString(), "near");
    List<Row> far = scored("faulty://" + dir.resolve("in"), "far");

    assertEquals(FILES + 1, far.size());
    assertEquals(near.toString(), far.toString());
  }
}
