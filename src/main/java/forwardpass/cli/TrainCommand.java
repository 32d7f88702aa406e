package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.ml.PerceptronTrainer;
import forwardpass.networks.WeightsFile;
import forwardpass.nn.Tensor;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a network with Spark MLlib's perceptron and writes its weights as a pickle. */
@Command(
    name = "train",
    description =
        "Trains a network of sigmoid layers and a softmax output with Spark MLlib's perceptron.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class TrainCommand extends SparkCommand {
  @Option(
      names = "--images",
      paramLabel = "PATH",
      required = true,
      description = "IDX images of unsigned bytes to learn from.")
  private String images;

  @Option(
      names = "--labels",
      paramLabel = "PATH",
      required = true,
      description = "Their IDX labels.")
  private String labels;

  @Option(
      names = "--weights",
      paramLabel = "PATH",
      required = true,
      description = "The file to write: a pickle of NumPy arrays W1, b1, W2, b2 ...")
  private String weights;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      defaultValue = "50,100",
      description = "Widths of the hidden layers (${DEFAULT-VALUE}).")
  private List<Integer> hidden;

  @Option(
      names = "--classes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many classes there are (${DEFAULT-VALUE}).")
  private int classes;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "150",
      description = "Iterations of L-BFGS (${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where the weights start (${DEFAULT-VALUE}).")
  private long seed;

  TrainCommand(PrintStream err) {
    super(err);
  }

  @Override
  void check() {
    if (hidden.stream().anyMatch(width -> width < 1) || classes < 2 || iterations < 1) {
      throw new UsageException(
          "Invalid --hidden, --classes or --iterations: expected layers of at least 1, 2 classes and 1 iteration");
    }
  }

  @Override
  void run(SparkSession spark) {
    WeightsFile.requireAbsent(weights, spark);
    long start = System.nanoTime();
    Map<String, Tensor> tensors =
        new PerceptronTrainer(hidden, classes, iterations, seed).train(spark, images, labels);
    WeightsFile.write(weights, spark, tensors);
    notes()
        .printf(
            Locale.ROOT,
            "Trained in %.0f s; weights in %s%n",
            (System.nanoTime() - start) / 1e9,
            weights);
  }
}
