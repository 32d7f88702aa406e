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
}
