package forwardpass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link FaultyFileSystem} does to a file's first reader when {@code .FILE.hold} is there. */
record Hold(Path file) {
  /** Holds the first task to read a file, once it does. */
  static Hold on(Path file) throws IOException {
    Files.createFile(FaultyFileSystem.beside(file, "hold"));
    return new Hold(file);
  }

  /** There while a task is held: the number of its process. */
  Path holder() {
    return FaultyFileSystem.beside(file, "holder");
  }

  /** There once it may go on. */
  Path end() {
    return FaultyFileSystem.beside(file, "end");
  }

  boolean holds() {
    return Files.exists(holder());
  }

  ProcessHandle process() throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(holder()))).orElseThrow();
  }

  void release() throws IOException {
    Files.createFile(end());
  }
}
