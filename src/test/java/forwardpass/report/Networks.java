package forwardpass.report;

import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Networks of one layer, of which only the shape matters. */
final class Networks {
  private Networks() {}

  static TallyShape shape(int outputs, String activation) {
    return shape(outputs, activation, 0);
  }

  /** Whose class 0 is called by that number. */
  static TallyShape shape(int outputs, String activation, int first) {
    return TallyShape.of(
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(1, outputs), new float[outputs]),
                    new Tensor(List.of(outputs), new float[outputs]),
                    Activation.valueOf(activation.toUpperCase(Locale.ROOT))))),
        first,
        Optional.empty());
  }
}
