package forwardpass.weights;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import java.util.Map;
import java.util.regex.Pattern;

/** Layers that are no dense ones, told by the names and shapes of their arrays. */
final class OtherLayers {
  private static final Pattern NORMALIZATION =
      Pattern.compile(
          "(.*[./])?(gamma|beta|running_mean|running_var|moving_mean|moving_variance|num_batches_tracked)[0-9]*(:0)?",
          Pattern.DOTALL);

  private static final Pattern RECURRENT =
      Pattern.compile(
          "(.*[./])?(weight_[ih]h_l[0-9]+|bias_[ih]h_l[0-9]+|recurrent_kernel)(_reverse)?(:0)?",
          Pattern.DOTALL);

  private static final String EXPORT =
      "only networks of dense layers are read from arrays: export the model to ONNX";

  private OtherLayers() {}

  /** Names the first array that is of such a layer. */
  static void refuse(Map<String, Tensor> tensors, String file) {
    tensors.forEach(
        (name, tensor) -> {
          if (NORMALIZATION.matcher(name).matches()) {
            throw refusal(
                file,
                name,
                tensor,
                "of batch normalization",
                "multiply it into the weights and bias of the layer before it, or export the model to ONNX");
          }
          if (RECURRENT.matcher(name).matches()) {
            throw refusal(file, name, tensor, "of a recurrent layer", EXPORT);
          }
          if (tensor.rank() >= 3 && tensor.rank() <= 5) {
            throw refusal(file, name, tensor, "of a convolution", EXPORT);
          }
        });
    tensors.forEach(
        (name, tensor) -> {
          Tensor bias = tensors.get(name.replaceFirst("weight$", "bias"));
          if (name.endsWith("weight")
              && tensor.rank() == 1
              && bias != null
              && bias.shape().equals(tensor.shape())) {
            throw refusal(file, name, tensor, "of a layer that normalizes", EXPORT);
          }
        });
  }

  private static WeightsException refusal(
      String file, String name, Tensor tensor, String of, String advice) {
    return new WeightsException(
        "Unsupported: %s: expected dense layers, found %s of shape %s, an array %s; %s"
            .formatted(file, Quote.plain(name), tensor.shape(), of, advice));
  }
}
