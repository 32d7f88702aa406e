package forwardpass.onnxruntime;

import static forwardpass.onnxruntime.GraphReading.assertRefused;
import static forwardpass.onnxruntime.GraphReading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.image.resize.PictureSize;
import forwardpass.model.Device;
import forwardpass.model.GraphRequest;
import forwardpass.model.GraphRequest.Layout;
import forwardpass.model.Model;
import forwardpass.model.OutputNames;
import forwardpass.onnx.ModelWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a graph takes is told, asked for, or refused. */
class GraphReaderTest {
  private static ModelWriter ofInput(int... shape) {
    return new ModelWriter().input("x", shape).node("Relu", "x->y").output("y", shape);
  }

  @Test
  void whatIsTakenAndGivenIsSaid() {
    assertEquals(
        List.of(
            "Network: x [n, 1, 4, 4] -> logits [n, 3], run by ONNX Runtime 1.28.0; what it gives is taken as logits, of which softmax makes probabilities"),
        read(ConvolutionModels.logits(-1)).notes());
    assertEquals(
        "x [8, 1, 4, 4] -> logits [n, 3]", read(ConvolutionModels.logits(8)).model().toString());
  }

  @Test
  void inspectSaysInputsOutputsAndClasses() {
    assertEquals(
        List.of(
            "engine: onnxruntime, ONNX Runtime 1.28.0",
            "input: x, float [n, 1, 4, 4]",
            "output: logits, float [n, 3]",
            "network: x [n, 1, 4, 4] -> logits [n, 3]",
            "classes: 3"),
        GraphReader.describe(
            ConvolutionModels.logits(-1).model(), "model", GraphRequest.NONE, false));
  }

  @ParameterizedTest
  @CsvSource({
    "'-1, 3, 3, 3', nchw, 3, nhwc, 3", // channels could be either
    "'-1, -1, -1, -1', nchw, 3, nhwc, 3",
    "'-1, -1, 4, 4', nchw, 3, nchw, 1",
    "'-1, 48', nchw, 3, nhwc, 3",
    "'-1, 48', nchw, 3, nchw, 1"
  })
  void theDigestTellsLayoutsAndChannelsApart(
      String shape, String layout, int channels, String otherLayout, int otherChannels) {
    ModelWriter graph =
        ofInput(Arrays.stream(shape.split(", ", -1)).mapToInt(Integer::parseInt).toArray());

    assertEquals(digest(graph, layout, channels), digest(graph, layout, channels));
    assertNotEquals(digest(graph, layout, channels), digest(graph, otherLayout, otherChannels));
  }

  private static String digest(ModelWriter graph, String layout, int channels) {
    GraphRequest request =
        new GraphRequest(
            OutputNames.NONE,
            Optional.of(new PictureSize(4, 4)),
            OptionalInt.of(channels),
            Optional.of(Layout.of(layout)),
            Device.CPU);
    return GraphReader.read(graph.model(), "model", request, false).model().sha256();
  }

  @Test
  void severalInputsAreRefusedByName() {
    assertRefused(
        WeightsException.class,
        "Unsupported: model: expected one input, which takes the image, found 2: left, right; export the network with the others as constants",
        new ModelWriter()
            .input("left", -1, 3)
            .input("right", -1, 3)
            .node("Add", "left,right->y")
            .output("y", -1, 3));
  }

  @Test
  void inputsThatAreNoImagesAreRefused() {
    String message =
        "Unsupported: model: expected an input of images, as floats of 16, 32 or 64 bits or unsigned bytes, of shape [n, size], [n, height, width], [n, channels, height, width] or [n, height, width, channels] with 1 or 3 channels, found %s; export the network for images";
    for (int[] shape : new int[][] {{5}, {-1, 2, 5, 5}, {-1, 1, 2, 5, 5}, {-1, 40000, 40000, 3}}) {
      String found = java.util.Arrays.toString(shape);
      assertRefused(WeightsException.class, message.formatted("x " + found), ofInput(shape));
    }
    assertRefused(
        WeightsException.class,
        message.formatted("x, values of INT64"),
        new ModelWriter()
            .inputOf(7, "x", -1, 3)
            .node("Cast", "x->y", ModelWriter.attribute("to", 1L))
            .output("y", -1, 3));
  }

  @Test
  void aSizeThatIsLeftOpenHasToBeSaid() {
    assertRefused(
        UsageException.class,
        "Cannot tell the size of images for model: expected an input of a size, found x [-1, 1, -1, -1]; name the size with --crop or --resize WxH, or export the network for one size",
        ofInput(-1, 1, -1, -1));
  }

  private static String input(GraphRequest request, int... shape) {
    Model model = GraphReader.read(ofInput(shape).model(), "model", request, false).model();
    GraphInput input = ((GraphModel) model).input();
    return "%s %d %s".formatted(input, input.channels(), input.areChannelsLast());
  }

  @Test
  void whatIsLeftOpenIsAsItIsAskedFor() {
    GraphRequest size =
        GraphRequest.NONE.ofPictures(Optional.of(new PictureSize(4, 2)), OptionalInt.empty());
    GraphRequest grey = size.ofPictures(size.size(), OptionalInt.of(1));

    assertEquals("x [n, 3, 2, 4] 3 false", input(size, -1, -1, -1, -1));
    assertEquals("x [n, 3, 2, 4] 3 false", input(size, -1, 3, -1, -1));
    assertEquals("x [n, 2, 4, 3] 3 true", input(size, -1, -1, -1, 3));
    assertEquals("x [n, 1, 2, 4] 1 false", input(grey, -1, -1, -1, -1));
    assertEquals("x [n, 2, 4] 1 true", input(grey, -1, -1, -1));
    assertEquals("x [n, 8] 1 true", input(grey, -1, -1));
    assertEquals("x [n, 5, 5, 1] 1 true", input(size, -1, 5, 5, 1));
  }

  @Test
  void theLayoutIsAsItIsAskedForWhereTheShapeLeavesIt() {
    GraphRequest first = layout(GraphRequest.Layout.NCHW);
    GraphRequest last = layout(GraphRequest.Layout.NHWC);

    assertEquals("x [n, 3, 2, 3] 3 false", input(GraphRequest.NONE, -1, 3, 2, 3));
    assertEquals("x [n, 3, 2, 3] 3 true", input(last, -1, 3, 2, 3));
    assertEquals("x [n, 1, 2, 3] 1 false", input(first, -1, 1, 2, 3));
    assertEquals(
        "x [n, 12] 3 false", input(first.ofPictures(Optional.empty(), OptionalInt.of(3)), -1, 12));
    assertEquals(
        "Invalid --layout nhwc: expected 1 or 3 channels there in the input of model, found x [-1, 3, 2, 2]; leave it out",
        assertThrows(UsageException.class, () -> input(last, -1, 3, 2, 2)).getMessage());
  }

  private static GraphRequest layout(GraphRequest.Layout layout) {
    return new GraphRequest(
        OutputNames.NONE, Optional.empty(), OptionalInt.empty(), Optional.of(layout), Device.CPU);
  }

  @Test
  void aDeviceThatIsNotThereIsSaid() {
    GraphRequest gpu =
        new GraphRequest(
            OutputNames.NONE,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Device.of("cuda:3"));

    assertEquals(
        "Cannot use --device cuda:3: ONNX Runtime 1.28.0: Failed to find CUDA shared provider; put com.microsoft.onnxruntime:onnxruntime_gpu on the class path of driver and executors (spark.driver.extraClassPath and spark.executor.extraClassPath), or leave --device out",
        assertThrows(UsageException.class, () -> input(gpu, -1, 1, 2, 2)).getMessage());
  }

  @Test
  void aGraphThatOnnxRuntimeDoesNotRunIsRefusedWithItsReason() {
    assertRefused(
        WeightsException.class,
        "Unsupported: model: expected a graph that ONNX Runtime 1.28.0 runs, found: This is an invalid model. In Node, (\"\", NoSuchOperator, \"\", -1) : (\"x\": tensor(float),) -> (\"y\": tensor(float),) , Error No Op registered for NoSuchOperator with domain_version of 13; check the file, or export the network again",
        new ModelWriter().input("x", -1, 3).node("NoSuchOperator", "x->y").output("y", -1, 3));
  }
}
