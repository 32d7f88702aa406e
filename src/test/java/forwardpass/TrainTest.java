package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.source.idx.IdxFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir Path dir;

  /** Images of 1×5, not square, in which the pixel numbered like the label is bright. */
  private Path images() {
    return IdxFixture.write(
        dir.resolve("images"),
        IdxFixture.bytes(
            0x08,
            new int[] {400, 1, 5},
            out -> {
              for (int i = 0; i < 400; i++) {
                for (int k = 0; k < 5; k++) {
                  out.writeByte(k == i % 5 ? 200 + i % 50 : i % 30);
                }
              }
            }));
  }

  @Test
  void whatIsTrainedScores() {
    Path images = images();
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(400, 5));
    Path weights = dir.resolve("trained.pkl");

    CommandRun trained =
        CommandRun.of(
            "train",
            "--images",
            images,
            "--labels",
            labels,
            "--weights",
            weights,
            "--hidden",
            "8,6",
            "--classes",
            5,
            "--iterations",
            200);

    assertEquals("", trained.out());
    assertTrue(
        trained.err().matches("Trained in [0-9]+ s; weights in %s\n".formatted(weights)),
        trained.err());
    CommandRun.of("--images", images, "--labels", labels, "--weights", weights)
        .assertAccuracy("1.0");
  }

  @Test
  void aLabelBeyondTheClassesIsBadInput() {
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(400, 5));

    CommandRun.of(
            "train",
            "--images",
            images(),
            "--labels",
            labels,
            "--weights",
            dir.resolve("trained.pkl"),
            "--classes",
            3,
            "--iterations",
            1)
        .assertFailure(
            3,
            "Unsupported: %s, label 3: expected a class from 0 to 2, found 3; give more --classes, or the labels that belong to these images"
                .formatted(labels));
  }

  @Test
  void weightsThatAreThereAreNotReplaced() {
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(400, 5));
    Path weights = IdxFixture.write(dir.resolve("trained.pkl"), new byte[1]);

    CommandRun.of(
            "train",
            "--images",
            images(),
            "--labels",
            labels,
            "--weights",
            weights,
            "--classes",
            5,
            "--iterations",
            1)
        .assertFailure(
            5,
            "Cannot write %s: it exists; remove it or choose another --weights".formatted(weights));
  }
}
