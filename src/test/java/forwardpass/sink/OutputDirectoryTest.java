package forwardpass.sink;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.error.OutputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

class OutputDirectoryTest {
  private static final CountDownLatch LATE_TASK_RUNS = new CountDownLatch(1);
  private static final CountDownLatch LATE_TASK_GOES_ON = new CountDownLatch(1);
  private static final CountDownLatch LATE_TASK_ENDED = new CountDownLatch(1);

  @TempDir private Path dir;
  private Path output;

  @BeforeEach
  void nameOutput() {
    output = dir.resolve("out");
  }

  private RuntimeException failure(Dataset<Row> rows) {
    PredictionSink sink =
        PredictionSink.of(
            new Destination("--output", output.toString(), "parquet", false, Map.of(), List.of()));
    return assertThrows(
        RuntimeException.class, () -> sink.write(SinkRows.of(rows), Completion.NONE));
  }

  private static long failsWhileAnotherRuns(long row) throws InterruptedException {
    if (TaskContext.getPartitionId() == 0) {
      LATE_TASK_RUNS.await();
      throw new IllegalStateException("a bad record");
    }
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> LATE_TASK_ENDED.countDown());
    LATE_TASK_RUNS.countDown();
    while (LATE_TASK_GOES_ON.getCount() > 0) {
      Thread.onSpinWait(); // busy: it does not notice that it is told to end
    }
    return row;
  }

  /** Such a task makes its file when it has its first row, and the directories above it. */
  @Test
  void aTaskThatOutlivesAFailedJobLeavesNothingBehind() throws InterruptedException {
    SparkSession spark = SharedSpark.session();
    Dataset<Row> rows =
        spark
            .range(0, 2, 1, 2)
            .map(
                (MapFunction<Long, Long>) OutputDirectoryTest::failsWhileAnotherRuns,
                Encoders.LONG())
            .toDF("row");
    SparkListener releasing =
        new SparkListener() {
          @Override
          public void onJobEnd(SparkListenerJobEnd end) {
            new Thread(() -> releaseOnceGone(output)).start();
          }
        };
    spark.sparkContext().addSparkListener(releasing);

    RuntimeException failure = failure(rows);
    spark.sparkContext().removeSparkListener(releasing);

    assertTrue(failure.getMessage().contains("a bad record"), failure.getMessage());
    assertTrue(LATE_TASK_ENDED.await(1, TimeUnit.MINUTES));
    assertFalse(Files.exists(output));
  }

  /** As when the driver that has them cannot be reached, or a disk of Spark's own fails. */
  @Test
  void aNetworkThatDoesNotReachTasksIsNoFaultOfTheOutput() {
    SparkSession spark = SharedSpark.session();
    Broadcast<String> lost =
        spark.sparkContext().broadcast("network", ClassTag$.MODULE$.apply(String.class));
    SparkEnv.get().blockManager().removeBroadcast(lost.id(), false);
    SparkEnv.get().broadcastManager().cachedValues().clear();
    Dataset<Row> rows =
        spark
            .range(0, 2, 1, 2)
            .map((MapFunction<Long, String>) row -> lost.value(), Encoders.STRING())
            .toDF("row");

    RuntimeException failure = failure(rows);

    assertFalse(failure instanceof OutputException, failure.getMessage());
    assertTrue(
        ExceptionUtils.getRootCause(failure).getMessage().contains("Failed to get broadcast_"),
        failure.toString());
    assertFalse(Files.exists(output));
  }

  /** As soon as the output is deleted, or it is waited for with that. */
  private static void releaseOnceGone(Path output) {
    try {
      for (int i = 0; i < 100 && Files.exists(output); i++) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LATE_TASK_GOES_ON.countDown();
  }
}
