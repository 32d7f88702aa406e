package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxFixture;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matrices that are the other way round than their names say. */
class WeightsLayoutTest {
  @TempDir Path dir;
  private Path weights;
  private Path images;
  private Path labels;

  /** Three classes, of which the one of the label is the brightest of three pixels. */
  @BeforeEach
  void write() throws IOException {
    weights = dir.resolve("weights");
    float[] transposed = {0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    try (OutputStream out = Files.newOutputStream(weights)) {
      PickleWriter.write(
          Map.of(
              "W1", new Tensor(List.of(3, 4), transposed),
              "b1", new Tensor(List.of(3), new float[3])),
          out);
    }
    images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x08,
                new int[] {3, 2, 2},
                out -> out.write(new byte[] {9, 0, 0, 8, 9, 8, 0, 0, 9, 0, 8, 0})));
    labels =
        IdxFixture.write(
            dir.resolve("labels"),
            IdxFixture.bytes(0x08, new int[] {3}, out -> out.write(new byte[] {2, 0, 1})));
  }

  @Test
  void areRefused() {
    CommandRun.of("--images", images, "--labels", labels, "--weights", weights)
        .assertFailure(
            4,
            "Unsupported: %s: expected weights of shape [inputs, outputs], as the names W1, b1, W2, b2 and so on say, found shapes that fit each other as [outputs, inputs] only; give --weights-layout out-in"
                .formatted(weights));
  }

  @Test
  void areReadAsTheOptionSays() {
    CommandRun.of(
            "--images",
            images,
            "--labels",
            labels,
            "--weights",
            weights,
            "--weights-layout",
            "out-in")
        .assertAccuracy("1.0");
  }

  @Test
  void areSaidToMakeNoNetworkAsTheyAre() {
    CommandRun run = CommandRun.of("inspect", weights);

    assertEquals(
        "network: none as it is. Unsupported: %s: expected weights of shape [inputs, outputs], as the names W1, b1, W2, b2 and so on say, found shapes that fit each other as [outputs, inputs] only; give --weights-layout out-in"
            .formatted(weights),
        run.out().lines().filter(line -> line.startsWith("network: ")).findFirst().orElse(""));
  }
}
