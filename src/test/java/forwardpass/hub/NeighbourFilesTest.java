package forwardpass.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model has the files beside it, wherever links lead. */
class NeighbourFilesTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @TempDir Path dir;

  private Path model;

  @BeforeEach
  void writeFiles() throws IOException {
    Path models = Files.createDirectory(dir.resolve("models"));
    model = Files.write(models.resolve("model.onnx"), new byte[1]);
    Files.write(models.resolve("model.onnx data"), BYTES);
    Files.write(dir.resolve("secret"), BYTES);
  }

  private static byte[] read(Path model, String name) throws IOException {
    try (NeighbourFiles files =
        new NeighbourFiles(
            FileSystem.getLocal(new Configuration(false)),
            new org.apache.hadoop.fs.Path(model.toUri()))) {
      byte[] all = new byte[Math.toIntExact(files.length(name)) + 1];
      for (int i = 1; i < all.length; i++) {
        files.read(name, i - 1, all, i, 1);
      }
      return all;
    }
  }

  @Test
  void aFileOfTheSameDirectoryIsReadFromAnyPlace() throws IOException {
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5}, read(model, "model.onnx data"));
    assertThrows(FileNotFoundException.class, () -> read(model, "other"));
  }

  @Test
  void aLinkOutOfTheDirectoryIsRefused() throws IOException {
    Files.createSymbolicLink(model.resolveSibling("data"), dir.resolve("secret"));

    assertEquals(
        "expected a file of the model's own directory, found a link to %s; copy that file there"
            .formatted(dir.resolve("secret").toRealPath()),
        assertThrows(IOException.class, () -> read(model, "data")).getMessage());
  }

  @Test
  void linksOfModelAndDataToFilesSideBySideAreFollowed() throws IOException {
    Path cache = Files.createDirectory(dir.resolve("snapshot"));
    Files.createSymbolicLink(cache.resolve("model.onnx"), model);
    Files.createSymbolicLink(cache.resolve("data"), model.resolveSibling("model.onnx data"));
    Path linked = Files.createSymbolicLink(dir.resolve("linked"), cache);

    assertEquals(6, read(cache.resolve("model.onnx"), "data").length);
    assertEquals(6, read(linked.resolve("model.onnx"), "data").length);
  }
}
