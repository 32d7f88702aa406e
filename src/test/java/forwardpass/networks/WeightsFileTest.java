package forwardpass.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
  @TempDir Path dir;

  /** The file system is one for the whole JVM, and what others write keeps its checksum. */
  @Test
  void onlyTheWeightsAreWrittenWithoutAChecksum() throws IOException {
    SparkSession spark = SharedSpark.session();
    WeightsFile.write(dir.resolve("weights.pkl").toString(), spark, Map.of());
    var other = new org.apache.hadoop.fs.Path(dir.resolve("other").toString());
    other.getFileSystem(spark.sessionState().newHadoopConf()).create(other).close();

    try (var files = Files.list(dir)) {
      assertEquals(
          List.of(".other.crc", "other", "weights.pkl"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
