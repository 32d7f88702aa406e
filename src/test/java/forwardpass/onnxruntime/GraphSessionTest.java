package forwardpass.onnxruntime;

import static forwardpass.onnx.ModelWriter.attribute;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.model.GraphRequest;
import forwardpass.model.Model;
import forwardpass.model.OutputNames;
import forwardpass.model.Session;
import forwardpass.onnx.ModelWriter;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphSessionTest {
  private static final int ROWS = 10;
  private static final int SIZE = 16;
  private static final float[] IMAGES = images();

  /** Fractions of 256, which floats of 16 bits have too. */
  private static float[] images() {
    float[] images = new float[ROWS * SIZE];
    for (int i = 0; i < images.length; i++) {
      images[i] = (i * 37 % 256) / 256f;
    }
    return images;
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[IMAGES.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (IMAGES[i] * 256);
    }
    return bytes;
  }

  private static Model model(byte[] graph) {
    return GraphReader.read(graph, "model", GraphRequest.NONE, false).model();
  }

  private static float[] run(Model model, float[] images, int rows) {
    try (Session session = model.open(false)) {
      return Arrays.copyOf(session.run(images, rows, 1), rows * model.outputs());
    }
  }

  private static void assertScores(float[] found) {
    double[] expected = ConvolutionModels.probabilities(IMAGES);
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4, "value " + i);
    }
  }

  @Test
  void scoresAreThoseOfTheGraphWhateverBatchItTakes() {
    for (int batch : new int[] {-1, 1, 4, 16}) {
      assertScores(run(model(ConvolutionModels.logits(batch).model()), IMAGES, ROWS));
    }
  }

  @Test
  void aGraphThatTakesOneImageOnlyAndDoesNotSaySoGetsOne() {
    assertScores(run(model(ConvolutionModels.secretlyOfOne()), IMAGES, ROWS));
  }

  @Test
  void batchesOfAnySizeFollowEachOther() {
    Model model = model(ConvolutionModels.logits(-1).model());
    try (Session session = model.open(false)) {
      for (int rows : new int[] {3, ROWS, 1, ROWS}) {
        float[] found = Arrays.copyOf(session.run(IMAGES, rows, 1), rows * 3);

        assertArrayEquals(Arrays.copyOf(run(model, IMAGES, ROWS), rows * 3), found, 1e-6f);
      }
    }
  }

  @Test
  void bytesAreScaledAndBeginAnywhere() {
    byte[] shifted = new byte[5 + ROWS * SIZE];
    System.arraycopy(bytes(), 0, shifted, 5, ROWS * SIZE);
    try (Session session = model(ConvolutionModels.logits(-1).model()).open(false)) {
      assertScores(session.run(shifted, 5, ROWS, 1 / 256f));
    }
  }

  @Test
  void theGraphGetsTheTypeAndShapeThatItTakes() {
    int[][] shapes = {{-1, 16}, {-1, 4, 4}, {-1, 1, 4, 4}, {-1, 4, 4, 1}};
    for (int[] shape : shapes) {
      for (int type :
          new int[] {
            ConvolutionModels.FLOAT, ConvolutionModels.DOUBLE, ConvolutionModels.FLOAT16
          }) {
        assertScores(run(model(ConvolutionModels.of(type, shape)), IMAGES, ROWS));
      }
    }
  }

  /** [n, 3] means of the channels, of images that come pixel by pixel. */
  @Test
  void channelsAreWhereTheGraphHasThem() {
    byte[] first =
        new ModelWriter()
            .input("x", -1, 3, 2, 1)
            .node("ReduceMean", "x->y", attribute("axes", 2L, 3L), attribute("keepdims", 0L))
            .output("y", -1, 3)
            .model();
    byte[] last =
        new ModelWriter()
            .input("x", -1, 2, 1, 3)
            .node("ReduceMean", "x->y", attribute("axes", 1L, 2L), attribute("keepdims", 0L))
            .output("y", -1, 3)
            .model();
    float[] images = {0, 1, 2, 2, 3, 4, 10, 10, 10, 0, 10, 12};
    byte[] bytes = {0, 1, 2, 2, 3, 4, 10, 10, 10, 0, 10, 12};
    float[] expected = softmax(1, 2, 3, 5, 10, 11);
    float[] prepared = softmax(0, 0, 0, 4, 4, 2);

    for (byte[] graph : new byte[][] {first, last}) {
      Model model = model(graph);
      assertEquals(3, model.channels());
      assertArrayEquals(expected, run(model, images, 2), 1e-6f);
      Model normalized = model.normalized(new float[] {1, 2, 3}, new float[] {1, 2, 4});
      assertArrayEquals(prepared, run(normalized, images, 2), 1e-6f);
      try (Session session = normalized.open(false)) {
        assertArrayEquals(prepared, session.run(bytes, 0, 2, 1), 1e-6f);
      }
    }
  }

  private static float[] softmax(double... logits) {
    float[] all = new float[logits.length];
    for (int start = 0; start < all.length; start += 3) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += Math.exp(logits[start + k]);
      }
      for (int k = 0; k < 3; k++) {
        all[start + k] = (float) (Math.exp(logits[start + k]) / sum);
      }
    }
    return all;
  }

  @Test
  void aGraphOfBytesGetsThemAsTheyAreAndNothingElse() {
    byte[] graph =
        new ModelWriter()
            .inputOf(ConvolutionModels.UINT8, "x", -1, 3)
            .node("Cast", "x->f", attribute("to", 1L))
            .node("Softmax", "f->y")
            .output("y", -1, 3)
            .model();
    Model model = model(graph);
    byte[] pixels = {1, 2, 3, (byte) 255, (byte) 255, (byte) 254};
    float[] expected = softmax(1, 2, 3, 255, 255, 254);

    assertEquals(1, model.byteScale());
    try (Session session = model.open(false)) {
      assertArrayEquals(expected, session.run(pixels, 0, 2, 1), 1e-6f);
      assertArrayEquals(expected, session.run(new float[] {1, 2, 3, 255, 255, 254}, 2, 1), 1e-6f);
      for (float other : new float[] {0.5f, -1, 256}) {
        InputException e =
            assertThrows(InputException.class, () -> session.run(new float[] {1, other, 3}, 1, 1));
        assertEquals(
            "Unsupported: an image: expected whole numbers from 0 to 255, which is all that the network takes, found %s; give --no-normalize, or images of bytes"
                .formatted(other),
            e.getMessage());
      }
    }
  }

  @Test
  void tasksShareOneSession() {
    Model model = model(ConvolutionModels.logits(-1).model());
    Model other = model(ConvolutionModels.logits(4).model());
    try (Session one = model.open(false);
        Session two = model.open(true);
        Session three = other.open(false)) {
      assertEquals(2, SharedSession.count());
      assertScores(Arrays.copyOf(one.run(IMAGES, ROWS, 1), ROWS * 3));
      assertScores(Arrays.copyOf(two.run(IMAGES, ROWS, 1), ROWS * 3));
      assertScores(Arrays.copyOf(three.run(IMAGES, ROWS, 1), ROWS * 3));
    }
    model(ConvolutionModels.secretlyOfOne());
    assertEquals(1, SharedSession.count());
  }

  @Test
  void anImageGivesTheSameBitsBesideAnyOthersWhereThatIsAskedFor() {
    Model model = model(ConvolutionModels.logits(-1).model());
    try (Session session = model.open(true)) {
      float[] all = Arrays.copyOf(session.run(IMAGES, ROWS, 1), ROWS * 3);
      for (int row = 0; row < ROWS; row++) {
        float[] image = Arrays.copyOfRange(IMAGES, row * SIZE, (row + 1) * SIZE);
        float[] alone = Arrays.copyOf(session.run(image, 1, 1), 3);

        assertArrayEquals(Arrays.copyOfRange(all, row * 3, row * 3 + 3), alone);
      }
    }
  }

  private static Model embedding(int batch, String name) {
    byte[] graph =
        ConvolutionModels.logits(batch).output("f", batch, 8).output("r", batch, 2, 2, 2).model();
    GraphRequest names = GraphRequest.of(new OutputNames(Optional.empty(), Optional.of(name)));
    return GraphReader.read(graph, "model", names, false).model();
  }

  @Test
  void anOutputOfAnyShapeIsKeptBesideTheScores() {
    for (int batch : new int[] {-1, 1, 4, 16}) {
      for (String name : new String[] {"f", "r"}) {
        Model model = embedding(batch, name);
        assertEquals(8, model.embeddingSize());
        try (Session session = model.open(false)) {
          assertScores(Arrays.copyOf(session.run(IMAGES, ROWS, 1), ROWS * 3));
          double[] expected = ConvolutionModels.features(IMAGES);
          for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], session.embeddings()[i], 1e-5, "value " + i);
          }
        }
      }
    }
  }

  @Test
  void theScoresThemselvesAreKeptAsTheGraphGivesThem() {
    for (int batch : new int[] {-1, 4}) {
      try (Session session = embedding(batch, "logits").open(false)) {
        assertScores(Arrays.copyOf(session.run(IMAGES, ROWS, 1), ROWS * 3));
        double[] expected = ConvolutionModels.scores(IMAGES);
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], session.embeddings()[i], 1e-5, "value " + i);
        }
      }
    }
  }

  @Test
  void aMachineThatComputesRightPassesTheSelfTest() {
    assertEquals(Optional.empty(), model(ConvolutionModels.logits(4).model()).selfTest());
  }
}
