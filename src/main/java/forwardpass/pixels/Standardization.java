package forwardpass.pixels;

import forwardpass.error.UsageException;
import forwardpass.model.Model;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is done to values after any division by 255: a mean is subtracted, and they are divided by a
 * standard deviation.
 *
 * @param mean one number, or one for each channel; empty where it is not given
 * @param deviation in the same way
 */
public record Standardization(List<Float> mean, List<Float> deviation) {
  private static final String MEAN = "--mean";
  private static final String DEVIATION = "--std";

  /** Values stay as they are. */
  public static final Standardization NONE = new Standardization(List.of(), List.of());

  /**
   * @throws UsageException where values cannot be divided so
   */
  public Standardization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    requireFinite(MEAN, mean);
    requireFinite(DEVIATION, deviation);
    if (deviation.stream().anyMatch(number -> !(number > 0))) {
      throw new UsageException("Invalid --std: expected numbers above 0, found " + text(deviation));
    }
  }

  private static void requireFinite(String option, List<Float> numbers) {
    if (!numbers.stream().allMatch(Float::isFinite)) {
      throw new UsageException(
          "Invalid %s: expected finite numbers, found %s".formatted(option, text(numbers)));
    }
  }

  /** The same, with these numbers for those that are not given. */
  Standardization orElse(List<Float> otherMean, List<Float> otherDeviation) {
    return new Standardization(
        mean.isEmpty() ? otherMean : mean, deviation.isEmpty() ? otherDeviation : deviation);
  }

  private boolean isNone() {
    return mean.isEmpty() && deviation.isEmpty();
  }

  /** The network over values that this has been done to. */
  Model of(Model network) {
    if (isNone()) {
      return network;
    }
    if (network.takesBytes()) {
      throw new UsageException(
          "Invalid %s: the network %s takes bytes as they are; leave it out"
              .formatted(mean.isEmpty() ? DEVIATION : MEAN, network));
    }
    return network.normalized(each(MEAN, mean, 0, network), each(DEVIATION, deviation, 1, network));
  }

  private static float[] each(String option, List<Float> numbers, float otherwise, Model network) {
    int channels = network.channels();
    if (numbers.size() > 1 && numbers.size() != channels) {
      throw new UsageException(
          "Invalid %s: expected one number%s, found %s"
              .formatted(
                  option,
                  channels == 1
                      ? ", as the network takes one channel"
                      : " or %d, one for each channel".formatted(channels),
                  text(numbers)));
    }
    float[] each = new float[channels];
    for (int i = 0; i < channels; i++) {
      each[i] = numbers.isEmpty() ? otherwise : numbers.get(Math.min(i, numbers.size() - 1));
    }
    return each;
  }

  /** In words, to follow others. */
  public String described() {
    return (mean.isEmpty() ? "" : ", mean %s subtracted".formatted(text(mean)))
        + (deviation.isEmpty() ? "" : ", divided by %s".formatted(text(deviation)));
  }

  /** As options, where they are given. */
  Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    if (!mean.isEmpty()) {
      options.put("mean", text(mean));
    }
    if (!deviation.isEmpty()) {
      options.put("std", text(deviation));
    }
    return options;
  }

  private static String text(List<Float> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
