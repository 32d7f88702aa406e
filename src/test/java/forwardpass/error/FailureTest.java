package forwardpass.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void aClassThatFoundNoMemoryToBeInitializedIsWantOfMemoryAndNoFault() {
    Failure failure =
        Failure.of(
            new NoClassDefFoundError("Could not initialize class some.Writer")
                .initCause(
                    new ExceptionInInitializerError(
                        "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"main\"]")));

    assertEquals(
        new Failure(
            "Cannot work in %d MiB of memory: Java heap space; give more with --driver-memory"
                .formatted(Runtime.getRuntime().maxMemory() >> 20),
            ExitStatus.USAGE),
        failure);
  }
}
