package forwardpass;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A gate on accuracy, where there are no labels, is refused before any work. */
class MinAccuracyTest extends MnistTables {
  private void assertRefused(String found, Object... args) {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--min-accuracy", "0.5", "--output", dir.resolve("out")));

    CommandRun.of(all.toArray())
        .assertFailure(2, "--min-accuracy needs labels, and there are no labels" + found);
    assertFalse(Files.exists(dir.resolve("out")));
  }

  @Test
  void aTableWithoutAColumnOfLabels() {
    StructType schema =
        new StructType().add("digit", DataTypes.IntegerType).add("image", DataTypes.BinaryType);
    Path table = table(schema, List.of(RowFactory.create(7, bytes(0))), "parquet");

    assertRefused(": the columns are digit, image", "--images", table);
  }

  @Test
  void textWithoutLabels() throws IOException {
    String record = String.join(",", Collections.nCopies(PIXELS, "0")) + "\n";
    Path csv = Files.writeString(dir.resolve("a.csv"), record);
    Path libsvm = Files.writeString(dir.resolve("a.libsvm"), "3 1:0.5\n");

    assertRefused(
        ": the columns are _c0, _c1, _c2, _c3, _c4, _c5, _c6, _c7 and 776 more", "--images", csv);
    assertRefused(", as --label-from none says", "--images", libsvm, "--label-from", "none");
  }

  @Test
  void imageFilesWhoseDirectoriesAreNoClasses() throws IOException {
    Path directory = Files.createDirectories(dir.resolve("scans"));
    Files.write(directory.resolve("a.png"), png(0));

    assertRefused(
        ": the name of directory file:%s is not a class from 0 to 9".formatted(directory),
        "--images",
        directory);
    assertRefused(", as --label-from none says", "--images", directory, "--label-from", "none");
  }
}
