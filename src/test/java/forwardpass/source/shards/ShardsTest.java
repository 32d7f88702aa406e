package forwardpass.source.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.files.TakenFiles;
import forwardpass.model.ClassNumbers;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.ImageSource;
import forwardpass.source.LabelCheck;
import forwardpass.source.PixelScale;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureWishes;
import forwardpass.source.labels.LabelRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {
  private static final Path GNU = Path.of("src/test/resources/shards/gnu.tar");

  @TempDir Path dir;

  private static Shards shards(Path path, int partitions) {
    Configuration hadoop = new Configuration();
    return new Shards(
        SharedSpark.session(),
        TakenFiles.of(
            "webdataset", FileWalk.find(path.toString(), FileSelection.ALL, hadoop), hadoop),
        new LabelRule(Optional.empty(), Optional.empty(), Optional.empty()),
        new NetworkPictures(4, Optional.empty(), PictureWishes.NONE),
        new PixelScale(Optional.empty()),
        OptionalInt.of(partitions));
  }

  private static final Batching BATCHING =
      new Batching(new LabelCheck(new ClassNumbers(0, 10, List.of()), false), 8, 4, false);

  private static JavaRDD<Integer> records(ImageSource source) {
    BatchReader reader = source.reader(BATCHING);
    JavaRDD<InternalRow> rows = source.rows(BATCHING, true);
    return rows.mapPartitions(
        some -> {
          int records = 0;
          Iterator<ImageBatch> batches = reader.read(some);
          while (batches.hasNext()) {
            records += batches.next().records();
          }
          return List.of(records).iterator();
        });
  }

  @Test
  void aShardThatIsReplacedAfterItWasCutFailsTheJob() throws IOException {
    Path file = Files.copy(GNU, dir.resolve("a.tar"));
    JavaRDD<Integer> records = records(shards(file, 100));
    assertEquals(List.of(1, 1, 1), records.collect());

    Files.write(file, new byte[20]);

    SparkException e = assertThrows(SparkException.class, records::collect);
    assertTrue(
        e.getMessage()
            .contains(
                "Corrupt: file:%s: expected the file that was there when the job began, of %d bytes, "
                    .formatted(file, Files.size(GNU))),
        e.getMessage());
  }

  /** Whether there are labels is what all of them decided. */
  @Test
  void someOfTheShardsAreTakenForWhatAllAre() throws IOException {
    Files.copy(GNU, dir.resolve("a.tar"));
    Files.copy(GNU, dir.resolve("b.tar"));
    Shards all = shards(dir, 1);

    ImageSource last = all.of(all.files().subList(1, 2));

    assertEquals(List.of(3), records(last).collect());
    assertTrue(last.isLabelled());
    assertEquals(2, all.passedOver().get().files());
  }
}
