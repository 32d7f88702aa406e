package forwardpass;

import static forwardpass.Inspecting.assertDescribed;
import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories of images and labels are described, and what is neither refused. */
class InspectTest {
  @TempDir Path dir;

  @Test
  void imagesAreDescribed() throws IOException {
    assertDescribed(
        write(dir.resolve("images"), images(1200, 2, 3)),
        "format: IDX",
        "elements: unsigned byte",
        "dimensions: 1200 x 2 x 3",
        "count: 1,200 images of 2x3");
  }

  @Test
  void gzippedLabelsAreDescribed() throws IOException {
    assertDescribed(
        write(dir.resolve("labels"), gzip(labels(60, 10))),
        "format: IDX, gzipped",
        "elements: unsigned byte",
        "dimensions: 60",
        "count: 60 labels");
  }

  @Test
  void damagedImagesAreRefused() {
    Path file = write(dir.resolve("images"), Arrays.copyOf(images(10, 2, 3), 16 + 25));

    CommandRun.of("inspect", file)
        .assertFailure(
            3,
            "Truncated: %s, byte 41, in item 4 of 10: expected 76 bytes, found 41; copy the file again"
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "89PNG"})
  void otherFilesAreRefused(String content) {
    Path file = write(dir.resolve("file"), content.getBytes(StandardCharsets.US_ASCII));

    CommandRun.of("inspect", file)
        .assertFailure(
            3,
            "Unsupported: %s, byte 0: expected IDX, weights as pickle, npz, safetensors, PyTorch, Keras or ONNX, a picture, Parquet, CSV or LIBSVM, found %s; check that this is the file you meant"
                .formatted(file, content.isEmpty() ? "an empty file" : "38 39 50 4e 47"));
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path nothing = dir.resolve("nothing");

    CommandRun.of("inspect", nothing)
        .assertFailure(
            3,
            "Cannot read %s: expected a file or a directory, found nothing there; check the path"
                .formatted(nothing));
    CommandRun.of("inspect", dir)
        .assertFailure(
            3,
            "Cannot read %s: expected a file, found an empty directory; check the path"
                .formatted(dir));
    CommandRun.of("inspect").assertFailure(2, "Missing required parameter: 'PATH'; see --help");
  }

  @ParameterizedTest
  @CsvSource({
    "colour.png, PNG, 8 x 6 pixels, 3, 24",
    "smooth.jpg, JPEG, 8 x 6 pixels, 1, 8",
  })
  void picturesAreDescribed(String name, String format, String size, int samples, int bits)
      throws IOException {
    Path file = dir.resolve(name);
    try (InputStream in = InspectTest.class.getResourceAsStream("/images/" + name)) {
      write(file, in.readAllBytes());
    }

    assertDescribed(
        file,
        "format: " + format,
        "size: " + size,
        "samples: %d for each pixel, of %d bits in all".formatted(samples, bits));
  }

  @Test
  void directoriesOfImagesAreDescribedByTheirDirectories() throws IOException {
    for (String name : new String[] {"3/a.png", "3/b.png", "7/c.png", "7/_temporary/d.png", ".x"}) {
      Files.createDirectories(dir.resolve("digits").resolve(name).getParent());
      write(dir.resolve("digits").resolve(name), new byte[10]);
    }

    CommandRun run = CommandRun.of("inspect", dir.resolve("digits"));

    assertEquals(
        """
        directory: %s/digits
        format: image
        files: 3, 30 bytes
        directories: 2
          3: 2, 20 bytes
          7: 1, 10 bytes
        """
            .formatted(dir),
        run.out());
    assertEquals(0, run.status());
  }
}
