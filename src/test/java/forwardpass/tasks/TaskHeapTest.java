package forwardpass.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import scala.MatchError;

class TaskHeapTest {
  private final OutOfMemoryError noRoom = new OutOfMemoryError("Java heap space");

  private static Optional<String> told(TaskHeap heap, Throwable e) {
    return heap.explain(e).map(UsageException::getMessage);
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
            "Cannot score in 1024 MiB of memory: Java heap space; give more with --executor-memory, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"),
        told(new TaskHeap(1 << 30, false), new MatchError(noRoom)));
  }

  /** As the JVM words the second use of a class whose initializer found no memory. */
  @Test
  void aClassThatFoundNoMemoryToBeInitializedIsToldToo() {
    assertEquals(
        Optional.of(
            "Cannot score in 512 MiB of memory: GC overhead limit exceeded; give more with --driver-memory, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"),
        told(
            new TaskHeap(512 << 20, true),
            new NoClassDefFoundError("Could not initialize class some.Writer")
                .initCause(
                    new ExceptionInInitializerError(
                        "Exception java.lang.OutOfMemoryError: GC overhead limit exceeded [in thread \"Executor task launch worker for task 2.0 in stage 0.0 (TID 2)\"]"))));
  }

  @Test
  void whatATaskQuotesOfItsStackTraceIsToldToo() {
    assertEquals(
        Optional.of(
            "Cannot score in 512 MiB of memory: Java heap space; give more with --executor-memory, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"),
        told(
            new TaskHeap(512 << 20, false),
            new SparkException(
                "Job aborted: Lost task 0.1 in stage 0.0: java.lang.OutOfMemoryError: Java heap space\n\tat some.Writer.write(Writer.java:1)",
                null)));
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
