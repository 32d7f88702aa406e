package forwardpass;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory that holds little. */
record SmallDisk(Path path) implements AutoCloseable {
  private static final int BLOCK = 4096;

  /**
   * Mounts one; the test is not for those who may not.
   *
   * @param path of a directory, which is made
   */
  static SmallDisk mount(Path path, int kibibytes) throws IOException, InterruptedException {
    Files.createDirectory(path);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=%dk".formatted(kibibytes), "none", path.toString()),
        "no right to mount a small file system");
    return new SmallDisk(path);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  /** Fills it but for some blocks, or wholly. */
  void fill(int left) throws IOException {
    try (OutputStream out = Files.newOutputStream(path.resolve("filler"))) {
      while (path.toFile().getUsableSpace() > (long) left * BLOCK) {
        out.write(new byte[BLOCK]);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", path.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
