package forwardpass.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
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
        "Cannot score in %d MiB of memory: Java heap space; give more with --driver-memory, or have fewer tasks side by side with fewer cores, or a smaller --batch-size"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        e.getMessage());
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
