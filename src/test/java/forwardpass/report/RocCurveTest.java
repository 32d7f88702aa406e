package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.model.Predictions;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RocCurveTest {
  /** The example of scikit-learn's roc_auc_score: labels 0 0 1 1, scores 0.1 0.4 0.35 0.8. */
  @Test
  void theCurveIsThatOfScikitLearn() {
    Network network =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(1, 1), new float[1]),
                    new Tensor(List.of(1), new float[1]),
                    Activation.SIGMOID)));
    float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
    Tally tally = TallyShape.of(network, 0, Optional.empty()).tally();

    int[] classes = Predictions.of(scores, 4, 1).classes();
    int[] known = {0, 0, 1, 1};
    for (int i = 0; i < classes.length; i++) {
      tally.addImage(scores, i, classes[i], known[i], "file", i, image -> new byte[1]);
    }

    assertEquals(
        Map.of(
            "threshold",
            0.5,
            "auc",
            0.75,
            "points_false_positive_rate_true_positive_rate",
            List.of(
                List.of(0.0, 0.0),
                List.of(0.0, 0.5),
                List.of(0.5, 0.5),
                List.of(0.5, 1.0),
                List.of(1.0, 1.0))),
        RocCurve.of(tally.classified().scores()));
  }
}
