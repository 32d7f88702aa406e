package forwardpass.chapter.plot;

import forwardpass.error.UsageException;
import forwardpass.nn.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The chapter's plots, with the y axes that it gives them. */
public enum ActivationPlot {
  STEP {
    @Override
    public Figure figure() {
      return new CurvePlot("step", -0.1, 1.1, List.of(Curve.of(Activation.STEP)));
    }
  },

  SIGMOID {
    @Override
    public Figure figure() {
      return new CurvePlot("sigmoid", -0.1, 1.1, List.of(Curve.of(Activation.SIGMOID)));
    }
  },

  RELU {
    @Override
    public Figure figure() {
      return new CurvePlot("relu", -1, 5.5, List.of(Curve.of(Activation.RELU)));
    }
  },

  TANH {
    @Override
    public Figure figure() {
      return new CurvePlot("tanh", -1.1, 1.1, List.of(Curve.of(Activation.TANH)));
    }
  },

  SOFTMAX {
    @Override
    public Figure figure() {
      float[] a = {0.3f, 2.9f, 4.0f};
      return new BarPlot(
          "softmax of 0.3, 2.9, 4.0", List.of("0.3", "2.9", "4.0"), Activation.SOFTMAX.of(a));
    }
  },

  /** The step, dashed, and the sigmoid. */
  COMPARE {
    @Override
    public Figure figure() {
      return new CurvePlot(
          "sigmoid and step",
          -0.1,
          1.1,
          List.of(Curve.of(Activation.SIGMOID), Curve.dashed(Activation.STEP)));
    }
  };

  public abstract Figure figure();

  /** What it is called on the command line. */
  public String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The plot that is called so on the command line.
   *
   * @throws UsageException where there is none of this name
   */
  public static ActivationPlot named(String name) {
    return Arrays.stream(values())
        .filter(plot -> plot.lowerCaseName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "Invalid NAME: expected one of %s, found %s"
                        .formatted(
                            Arrays.stream(values())
                                .map(ActivationPlot::lowerCaseName)
                                .collect(Collectors.joining(", ")),
                            name)));
  }
}
