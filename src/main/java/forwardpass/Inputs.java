package forwardpass;

import forwardpass.error.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What a job reads.
 *
 * @param images a file, directory or glob
 * @param labels likewise; none where the images have no labels
 * @param weights a file
 */
record Inputs(String images, Optional<String> labels, String weights) {
  /** The Spark option that says where the data are that come with the project. */
  static final String DATA_OPTION = "spark.forwardpass.data";

  /** What was asked for, completed with the project's own test set and weights; nulls are open. */
  static Inputs of(String images, String labels, String weights, SparkSession spark) {
    boolean ownImages = images == null;
    if (ownImages && labels != null) {
      throw new UsageException("--labels needs --images: say which images these are the labels of");
    }
    return new Inputs(
        ownImages ? data("t10k-images-idx3-ubyte.gz", "--images", spark) : images,
        Optional.ofNullable(
            ownImages ? data("t10k-labels-idx1-ubyte.gz", "--labels", spark) : labels),
        weights == null ? data("mnist_weights.pkl", "--weights", spark) : weights);
  }

  /**
   * Checks that an output is none of the inputs, nor inside one, nor has one inside it.
   *
   * @throws UsageException where it is
   */
  void requireApart(String output, SparkSession spark) {
    List<String> all = new ArrayList<>(List.of(images, weights));
    labels.ifPresent(all::add);
    for (String input : all) {
      String in = directoryUri(input, spark);
      String out = directoryUri(output, spark);
      if (in.startsWith(out) || out.startsWith(in)) {
        throw new UsageException(
            "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(output, input));
      }
    }
  }

  private static String directoryUri(String text, SparkSession spark) {
    try {
      Path path = new Path(text);
      Configuration configuration = spark.sessionState().newHadoopConf();
      return path.getFileSystem(configuration).makeQualified(path) + "/";
    } catch (IOException | IllegalArgumentException e) {
      return text + "/"; // who reads or writes it will say what is wrong with it
    }
  }

  private static String data(String name, String option, SparkSession spark) {
    String directory = spark.conf().get(DATA_OPTION, null);
    if (directory == null) {
      throw new UsageException(
          "%s is missing: without submit.sh, which sets %s, there is no default"
              .formatted(option, DATA_OPTION));
    }
    return directory + "/" + name;
  }
}
