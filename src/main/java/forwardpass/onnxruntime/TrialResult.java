package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.util.List;

/**
 * What a graph gave for a batch.
 *
 * @param shape as ONNX Runtime gave it
 */
record TrialResult(List<Long> shape, OnnxJavaType type, float[] values) {
  /** Whether there is something for each image of the batch, and as much for each. */
  boolean isOf(int images) {
    return !shape.isEmpty() && shape.get(0) == images && values.length > 0;
  }

  /**
   * The output as it is for an image. That of a single image may have no dimension of the batch.
   *
   * @param option that names the output
   * @throws WeightsException where it does not belong to images
   */
  GraphOutput output(String name, int images, String option, String file) {
    if (isOf(images)) {
      List<Integer> each = shape.stream().skip(1).map(Math::toIntExact).toList();
      return new GraphOutput(name, each, type == OnnxJavaType.FLOAT);
    }
    if (images == 1 && values.length > 0) {
      return new GraphOutput(name, List.of(values.length), false);
    }
    throw new WeightsException(
        "Unsupported: %s: expected values for each of %d images, found an output %s of shape %s; name another with %s, or export the network again"
            .formatted(file, images, Quote.plain(name), shape, option));
  }
}
