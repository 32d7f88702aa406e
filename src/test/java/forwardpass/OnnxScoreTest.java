package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import forwardpass.onnx.ModelWriter;
import forwardpass.onnxruntime.ConvolutionModels;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pixels are divided by 255 once: by the job, or by the model. */
class OnnxScoreTest {
  private static final int IMAGES = 20;

  @TempDir Path dir;

  private Path images;
  private int runs;

  @BeforeEach
  void writeImages() {
    images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 2, 2));
  }

  private Path model(float... divisor) throws IOException {
    ModelWriter model =
        new ModelWriter()
            .input("x", -1, 4)
            .constant(ModelWriter.tensor("W", new int[] {4, 2}, 1, -2, 3, 4, -5, 6, 7, -8))
            .constant(ModelWriter.tensor("d", new int[] {divisor.length}, divisor));
    if (divisor.length > 0) {
      model.node("Div", "x,d->i");
    }
    byte[] bytes =
        model
            .node("MatMul", (divisor.length > 0 ? "i" : "x") + ",W->p")
            .node("Softmax", "p->y")
            .output("y", -1, 2)
            .model();
    return Files.write(dir.resolve("model%d.onnx".formatted(divisor.length)), bytes);
  }

  /** The probability of each image's class. */
  private List<Float> scored(String summary, Object... args) {
    Path output = dir.resolve("out" + runs++);
    List<Object> all = new ArrayList<>(List.of("--images", images, "--output", output));
    all.addAll(List.of(args));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    assertEquals("Images: 20 in 1 IDX file; " + summary + "; no labels", run.summary());
    List<Float> probabilities = new ArrayList<>();
    SharedSpark.session()
        .read()
        .parquet(output.toString())
        .orderBy("index")
        .select("probability")
        .collectAsList()
        .forEach(row -> probabilities.add(row.getFloat(0)));
    assertEquals(IMAGES, probabilities.size());
    return probabilities;
  }

  private static void assertNear(List<Float> expected, List<Float> found) {
    for (int i = 0; i < IMAGES; i++) {
      assertEquals(expected.get(i), found.get(i), 1e-5f);
    }
  }

  @Test
  void aModelThatDividesGetsPixelsAsTheyAre() throws IOException {
    List<Float> expected = scored("pixels divided by 255", "--weights", model());

    String asTheyAre = "pixels as they are, as the network itself takes pixels from 0 to 255";
    assertNear(expected, scored(asTheyAre, "--weights", model(255)));
  }

  @Test
  void whoeverAsksForItHasPixelsDividedTwice() throws IOException {
    assertNotEquals(
        scored("pixels as they are", "--weights", model(255), "--no-normalize"),
        scored("pixels divided by 255", "--weights", model(255), "--normalize"));
  }

  /** Of images of 4 x 4, on ONNX Runtime. */
  private Path convolution(String name) throws IOException {
    images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 4, 4));
    return Files.write(dir.resolve(name), ConvolutionModels.logits(-1).model());
  }

  private static List<Float> largest(double[] probabilities) {
    List<Float> largest = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i += 3) {
      double best =
          Math.max(probabilities[i], Math.max(probabilities[i + 1], probabilities[i + 2]));
      largest.add((float) best);
    }
    return largest;
  }

  /** Those of the fixture, prepared. */
  private float[] values(float mean, float deviation) throws IOException {
    byte[] file = Files.readAllBytes(images);
    float[] values = new float[IMAGES * 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((file[16 + i] & 0xff) / 255f - mean) / deviation;
    }
    return values;
  }

  @Test
  void aGraphWithAConvolutionIsScored() throws IOException {
    Path model = convolution("conv.onnx");

    assertNear(
        largest(ConvolutionModels.probabilities(values(0, 1))),
        scored("pixels divided by 255", "--weights", model));
    assertNear(
        largest(ConvolutionModels.probabilities(values(0.25f, 0.5f))),
        scored(
            "pixels divided by 255, mean 0.25 subtracted, divided by 0.5",
            "--weights",
            model,
            "--mean",
            "0.25",
            "--std",
            "0.5"));
  }

  @Test
  void aChainOfDenseLayersGivesTheSameOnBothEngines() throws IOException {
    Path model = model();
    Object[] prepared = {"--weights", model, "--mean", "0.5", "--std", "0.25"};
    String summary = "pixels divided by 255, mean 0.5 subtracted, divided by 0.25";
    List<Float> expected = scored(summary, prepared);
    List<Object> other = new ArrayList<>(List.of(prepared));
    other.addAll(List.of("--engine", "onnxruntime"));

    assertNear(expected, scored(summary, other.toArray()));
    assertNotEquals(expected, scored("pixels divided by 255", "--weights", model));
  }

  @Test
  void anEngineThatCannotRunTheNetworkIsRefused() throws IOException {
    Path model = convolution("conv.onnx");
    Object[] all = {"--images", images, "--weights", model, "--engine", "blas"};

    CommandRun.of(all)
        .assertFailure(
            2,
            "Invalid --engine blas: Unsupported: %s, node 2 (Conv): expected Gemm, MatMul, Add, Sub, Mul, Div, Flatten, Reshape, Identity, Dropout, Cast, Constant, Relu, Sigmoid, Tanh, Softmax or LogSoftmax, found Conv; export the network as dense layers only, or leave --engine out"
                .formatted(model));
    CommandRun.of("--images", images, "--engine", "tensorflow")
        .assertFailure(2, "Invalid --engine: expected one of blas, onnxruntime, found tensorflow");
    CommandRun.of("--engine", "blas", "--output-tensor", "y")
        .assertFailure(
            2,
            "--engine blas and --output-tensor do not go together: it is for graphs that ONNX Runtime runs");
  }

  @Test
  void otherMeansThanTheNetworkHasChannelsAreRefused() throws IOException {
    Path model = model();

    CommandRun.of("--images", images, "--weights", model, "--mean", "0.1,0.2,0.3")
        .assertFailure(
            2,
            "Invalid --mean: expected one number, as the network takes one channel, found 0.1,0.2,0.3");
    CommandRun.of("--images", images, "--weights", model, "--std", "0")
        .assertFailure(2, "Invalid --std: expected numbers above 0, found 0.0");
    CommandRun.of("--images", images, "--weights", model, "--mean", "NaN")
        .assertFailure(2, "Invalid --mean: expected finite numbers, found NaN");
  }

  @Test
  void activationsAreTheModelsOwn() throws IOException {
    Path model = model();

    CommandRun.of("--images", images, "--weights", model, "--activation", "relu")
        .assertFailure(
            2,
            "Invalid --activation relu: %s says itself what its layers are, 4-2(softmax); leave --activation out"
                .formatted(model));
    CommandRun.of("--images", images, "--weights", model, "--output-activation", "softmax")
        .assertFailure(
            2,
            "Invalid --output-activation softmax: %s says itself what its layers are, 4-2(softmax); leave --output-activation out"
                .formatted(model));
  }
}
