package forwardpass;

import static forwardpass.Inspecting.assertDescribed;
import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables are described. */
class InspectTablesTest {
  @TempDir Path dir;

  @Test
  void tablesOfTextAreDescribed() throws IOException {
    byte[] csv =
        "label,pixel0,pixel1,pixel2\n7,0,1,2\r\n\n3,0,1,2".getBytes(StandardCharsets.UTF_8);
    byte[] libsvm = "7 1:0.5 3:1\n2 1:1\n".getBytes(StandardCharsets.UTF_8);

    assertDescribed(
        write(dir.resolve("kaggle"), csv),
        "format: CSV",
        "columns: label, pixel0, pixel1, pixel2",
        "rows: 2");
    assertDescribed(write(dir.resolve("svm"), gzip(libsvm)), "format: LIBSVM, gzipped", "rows: 2");
  }

  /** As the job reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'7,0,1,2\n3,0,1,2\n \n'! 4, without a header ! 2",
        "'\ufeff7;0;1;2;;\n3;0;1;2;;'! 4, without a header ! 2",
        "'7,0.5,1e-3,2'! 4, without a header ! 1",
        "'\n0,1,2,3\n7,0,1,2\n'! 0, 1, 2, 3 ! 1",
        "'\ufefflabel;pixel0;pixel1;pixel2\n7;0,5;1;2\n'! label, pixel0, pixel1, pixel2 ! 1",
        "'\tlabel\tpixel0\tpixel1\n0\t7\t0\t1'! _c0, label, pixel0, pixel1 ! 1",
        "'# label,a,b\n7,0,1'! label, a, b ! 1"
      })
  void whetherCsvHasAHeaderIsToldFromItsFirstLine(String csv, String columns, String rows)
      throws IOException {
    assertDescribed(
        write(dir.resolve("a.csv"), csv.getBytes(StandardCharsets.UTF_8)),
        "format: CSV",
        "columns: " + columns,
        "rows: " + rows);
  }

  @Test
  void commentsOfLibsvmAreNoRows() throws IOException {
    byte[] libsvm =
        "# Column indices are zero-based\n7 0:0.5 # a\n\n2 1:1\n".getBytes(StandardCharsets.UTF_8);

    assertDescribed(write(dir.resolve("a.svm"), libsvm), "format: LIBSVM", "rows: 2");
  }

  @Test
  void wideTablesAreDescribedByTheFirstColumnsAndTheLast() throws IOException {
    StringBuilder csv = new StringBuilder("label");
    for (int i = 0; i < 784; i++) {
      csv.append(",pixel").append(i);
    }

    assertDescribed(
        write(dir.resolve("kaggle.gz"), gzip(csv.toString().getBytes(StandardCharsets.UTF_8))),
        "format: CSV, gzipped",
        "columns: 785: label, pixel0, … pixel783",
        "rows: 0");
  }

  @Test
  void parquetIsDescribedByItsFooter() throws IOException {
    Path table = dir.resolve("table");
    SharedSpark.session()
        .range(12)
        .selectExpr("id", "array(1.5f, 2f) as features")
        .coalesce(1)
        .write()
        .parquet(table.toString());
    Path file;
    try (var files = Files.newDirectoryStream(table, "part-*")) {
      file = files.iterator().next();
    }

    assertDescribed(
        file,
        "format: Parquet",
        "rows: 12 in 1 row groups",
        "columns: 2",
        "  required int64 id",
        "  required group features (LIST) { repeated group list { required float element; } }");

    byte[] damaged = Files.readAllBytes(file);
    Arrays.fill(damaged, damaged.length - 60, damaged.length - 8, (byte) 0x7f);
    Path other = write(dir.resolve("damaged"), damaged);
    CommandRun run = CommandRun.of("inspect", other);
    assertEquals(3, run.status());
    assertEquals("", run.out());
    assertTrue(
        run.err().startsWith("Corrupt: %s: expected Parquet, found: ".formatted(other)), run.err());
  }
}
