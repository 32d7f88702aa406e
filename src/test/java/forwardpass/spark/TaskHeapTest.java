package forwardpass.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import scala.MatchError;

class TaskHeapTest {
  private final OutOfMemoryError noRoom = new OutOfMemoryError("Java heap space");

  private static Optional<String> told(TaskHeap heap, Throwable e) {
    return heap.wantIn(e).map(UsageException::getMessage);
  }

  @Test
  void wantOfMemoryIsToldWithTheOptionThatGivesMoreHoweverItIsWrapped() {
    String message =
        "Cannot score in 512 MiB of memory: Java heap space; give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size";
    assertEquals(
        Optional.of(message.formatted("--driver-memory")),
        told(new TaskHeap(512 << 20, true), noRoom));
    assertEquals(
        Optional.of(message.formatted("--executor-memory")),
        told(
            new TaskHeap(512 << 20, false),
            new SparkException("Job aborted", new IOException(noRoom))));
  }

  @Test
  void whatSparksReaderOfFilesMakesOfItIsToldToo() {
    assertEquals(
        Optional.of(
            "Cannot score in 1024 MiB of memory: java.lang.OutOfMemoryError: Java heap space (of class java.lang.OutOfMemoryError); give more with --executor-memory, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"),
        told(new TaskHeap(1 << 30, false), new MatchError(noRoom)));
  }

  @Test
  void otherFailuresAreNotOfMemory() {
    assertEquals(Optional.empty(), told(new TaskHeap(512 << 20, true), new IOException("other")));
  }

  /** The tests' session has two cores. */
  @Test
  void theTasksOfALocalMasterShareTheDriversMemory() {
    TaskHeap heap = TaskHeap.of(SharedSpark.session().sparkContext());

    assertEquals(new TaskHeap(Runtime.getRuntime().maxMemory(), true), heap);
    assertEquals(2, TaskHeap.tasks(SharedSpark.session().sparkContext()));
  }
}
