package forwardpass.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.Test;

class SparkCommandTest {
  private static final CountDownLatch LATE_TASK_RUNS = new CountDownLatch(1);
  private static final CountDownLatch LATE_TASK_GOES_ON = new CountDownLatch(1);
  private static final CountDownLatch LATE_TASK_ENDED = new CountDownLatch(1);

  private static void failWhileAnotherRuns() throws InterruptedException {
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
  }

  /** Else Spark, which is stopped then, may tell at length that nobody takes the task's result. */
  @Test
  void aFailedCommandEndsAfterItsLastTask() {
    SparkSession spark = SharedSpark.session();
    SparkListener releasing =
        new SparkListener() {
          @Override
          public void onJobEnd(SparkListenerJobEnd end) {
            new Thread(SparkCommandTest::releaseSoon).start();
          }
        };
    spark.sparkContext().addSparkListener(releasing);
    SparkCommand command =
        new SparkCommand(System.err) {
          @Override
          void check() {}

          @Override
          void run(SparkSession session) {
            session
                .range(0, 2, 1, 2)
                .foreachPartition((ForeachPartitionFunction<Long>) rows -> failWhileAnotherRuns());
          }
        };

    Exception failure = assertThrows(Exception.class, command::call);
    spark.sparkContext().removeSparkListener(releasing);

    assertTrue(failure.getMessage().contains("a bad record"), failure.getMessage());
    assertEquals(0, LATE_TASK_ENDED.getCount());
  }

  private static void releaseSoon() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LATE_TASK_GOES_ON.countDown();
  }
}
