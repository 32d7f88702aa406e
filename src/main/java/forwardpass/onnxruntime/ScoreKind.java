package forwardpass.onnxruntime;

import forwardpass.error.UsageException;
import forwardpass.model.OutputKind;
import java.util.Optional;

/** Tells what the scores of a graph are, from what it does last and from those of a trial. */
final class ScoreKind {
  /** How far from 1 the sum of probabilities may be. */
  private static final double TOLERANCE = 1e-3;

  private ScoreKind() {}

  /**
   * @param last the operator that the graph ends in, where that is known
   * @param scores [rows, width]
   */
  static OutputKind of(Optional<String> last, float[] scores, int width) {
    boolean isSigmoid = last.filter("Sigmoid"::equals).isPresent();
    if (width == 1) {
      return isSigmoid ? OutputKind.BINARY : OutputKind.NUMBER;
    } else if (isSigmoid) {
      return OutputKind.ONE_VERSUS_REST;
    } else if (addUp(scores, width, false)) {
      return OutputKind.PROBABILITIES;
    }
    return addUp(scores, width, true) ? OutputKind.LOG_PROBABILITIES : OutputKind.LOGITS;
  }

  /**
   * A softmax of one value is always 1.
   *
   * @throws UsageException where a graph ends in one
   */
  static void requireNoSoftmaxOfOne(Optional<String> last, int width, String file) {
    if (width == 1 && last.filter("Softmax"::equals).isPresent()) {
      throw new UsageException(
          "Cannot score with %s: its softmax of a single output is always 1; name another output with --output-tensor, or export the network with a sigmoid"
              .formatted(file));
    }
  }

  private static boolean addUp(float[] scores, int width, boolean areLogarithms) {
    for (int start = 0; start < scores.length; start += width) {
      double sum = 0;
      for (int k = 0; k < width; k++) {
        double score = scores[start + k];
        double probability = areLogarithms ? Math.exp(score) : score;
        if (!(probability >= 0)) {
          return false;
        }
        sum += probability;
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /** In words. */
  static String described(OutputKind kind) {
    return switch (kind) {
      case NUMBER -> "a number";
      case BINARY -> "the probability of class 1";
      case PROBABILITIES -> "probabilities, as they add up to 1";
      case ONE_VERSUS_REST -> "probabilities of each class against the others";
      case LOG_PROBABILITIES -> "logarithms of probabilities, as their powers add up to 1";
      case LOGITS -> "logits, of which softmax makes probabilities";
    };
  }
}
