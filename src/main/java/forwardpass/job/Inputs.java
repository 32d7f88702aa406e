package forwardpass.job;

import forwardpass.error.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * What a job reads.
 *
 * @param images a file, directory or glob
 * @param labels likewise; none where the images have no labels
 * @param weights of each network, a file or directory
 */
public record Inputs(String images, Optional<String> labels, List<String> weights) {
  public Inputs {
    weights = List.copyOf(weights);
  }

  /**
   * Checks that an output is none of the inputs, nor inside one, nor has one inside it.
   *
   * @throws UsageException where it is
   */
  public void requireApart(String option, String output, SparkSession spark) {
    List<String> all = new ArrayList<>(weights);
    all.add(0, images);
    labels.ifPresent(all::add);
    PathOverlap overlap = new PathOverlap(spark.sessionState().newHadoopConf());
    for (String input : all) {
      if (overlap.isBetween(input, output)) {
        throw new UsageException(
            "Invalid %s: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(option, output, input));
      }
    }
  }
}
