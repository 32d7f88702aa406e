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
    assertEquals(
        TaskHeap.here().wantIn(new OutOfMemoryError("Java heap space")).orElseThrow().getMessage(),
        e.getMessage());
    assertNull(e.getCause(), "Spark would end the JVM");
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
  void otherFailuresPassAsTheyAre() {
    RuntimeException failure = new IllegalStateException("other");

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
