package forwardpass.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import scala.MatchError;

class WithinMemoryTest {
  private static final Iterator<String> EXHAUSTED =
      new Iterator<>() {
        @Override
        public boolean hasNext() {
          throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public String next() {
          throw new OutOfMemoryError("Java heap space");
        }
      };

  private static void assertTold(Executable computation) {
    UsageException e = assertThrows(UsageException.class, computation);
    assertEquals(message("Java heap space", "--driver-memory"), e.getMessage());
    assertNull(e.getCause(), "Spark would end the JVM");
  }

  private static String message(String found, String option) {
    return "Cannot score in %d MiB of memory: %s; give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"
        .formatted(Runtime.getRuntime().maxMemory() >> 20, found, option);
  }

  /** As the thread that reads ahead wraps it. */
  @Test
  void whatWrapsItIsToldTheSame() {
    RuntimeException wrapped =
        new InputException(
            "Cannot read a", new IOException(new OutOfMemoryError("Java heap space")));
    assertTold(
        () ->
            WithinMemory.of(
                () -> {
                  throw wrapped;
                }));
  }

  @Test
  void whatSparksReaderOfFilesMakesOfItIsToldToo() {
    assertEquals(
        message(
            "java.lang.OutOfMemoryError: Java heap space (of class java.lang.OutOfMemoryError)",
            "--executor-memory"),
        WithinMemory.told(new MatchError(new OutOfMemoryError("Java heap space")), "1")
            .getMessage());
  }

  @Test
  void otherFailuresPassAsTheyAre() {
    RuntimeException failure = new IllegalStateException("other");

    assertSame(failure, WithinMemory.told(failure, "driver"));
    assertSame(
        failure,
        assertThrows(
            RuntimeException.class,
            () ->
                WithinMemory.of(
                    () -> {
                      throw failure;
                    })));
  }

  @Test
  void whereverMemoryRunsOutItIsTold() {
    assertTold(
        () ->
            WithinMemory.of(
                () -> {
                  throw new OutOfMemoryError("Java heap space");
                }));
    assertTold(WithinMemory.of(() -> EXHAUSTED)::hasNext);
    assertTold(WithinMemory.of(() -> EXHAUSTED)::next);
  }

  @Test
  void whatIsComputedIsGivenOn() {
    Iterator<String> given = WithinMemory.of(List.of("a", "b")::iterator);

    assertEquals("a", given.next());
    assertEquals("b", given.next());
    assertFalse(given.hasNext());
  }
}
