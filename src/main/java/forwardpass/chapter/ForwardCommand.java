package forwardpass.chapter;

import forwardpass.blas.Gemm;
import forwardpass.nn.Activation;
import forwardpass.nn.ForwardPass;
import forwardpass.nn.Network;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Runs the chapter's network of three layers and shows what each computes. */
@Command(
    name = "forward",
    description = "Shows the forward pass of a small network of three layers, layer by layer.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class ForwardCommand extends ChapterCommand {
  private static final double[] X = {1.0, 0.5};

  private static final List<Float64Layer> LAYERS =
      List.of(
          new Float64Layer(
              new double[][] {{0.1, 0.3, 0.5}, {0.2, 0.4, 0.6}},
              new double[] {0.1, 0.2, 0.3},
              Activation.SIGMOID),
          new Float64Layer(
              new double[][] {{0.1, 0.4}, {0.2, 0.5}, {0.3, 0.6}},
              new double[] {0.1, 0.2},
              Activation.SIGMOID),
          new Float64Layer(
              new double[][] {{0.1, 0.3}, {0.2, 0.4}},
              new double[] {0.1, 0.2},
              Activation.IDENTITY));

  private static final double SHOWN_OF_FLOAT32 = 1e6;

  private final PrintStream out;

  ForwardCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  void run() {
    print("X", PrintedArray.of(X));
    String inputName = "X";
    double[] input = X;
    for (int i = 0; i < LAYERS.size(); i++) {
      int number = i + 1;
      boolean last = number == LAYERS.size();
      Float64Layer layer = LAYERS.get(i);
      double[] sums = layer.affine(input);
      String outputName = last ? "Y" : "Z" + number;
      out.printf(
          "%nLayer %d: A%d = dot(%s, W%d) + b%d, %s = %s(A%d)%n",
          number,
          number,
          inputName,
          number,
          number,
          outputName,
          layer.activation().name().toLowerCase(Locale.ROOT),
          number);
      input = layer.activated(sums);
      inputName = outputName;
      print("W" + number, PrintedArray.of(layer.weights()));
      print("b" + number, PrintedArray.of(layer.bias()));
      print("A" + number, PrintedArray.of(sums));
      print(outputName, PrintedArray.of(input));
    }
    out.println();
    out.println("Y again, in float32 as score computes, to 6 places");
    out.println(PrintedArray.of(inFloat32()));
  }

  private void print(String name, PrintedArray array) {
    out.println(name + " " + array.shapeText());
    out.println(array);
  }

  /** Rounded to the digits that are the same whatever multiplies. */
  private static double[] inFloat32() {
    Network network = new Network(LAYERS.stream().map(Float64Layer::toFloat32).toList());
    float[] x = {(float) X[0], (float) X[1]};
    float[] y = new ForwardPass(network, Gemm.fastest()).run(x, 1, 1f);
    return IntStream.range(0, network.outputs())
        .mapToDouble(k -> Math.round(y[k] * SHOWN_OF_FLOAT32) / SHOWN_OF_FLOAT32)
        .toArray();
  }
}
