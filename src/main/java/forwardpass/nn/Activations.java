package forwardpass.nn;

import java.util.Optional;

/**
 * The activations of a network whose file does not say them.
 *
 * @param hidden that of all layers but the last; none where nobody has said it
 * @param output that of the last layer; none where nobody has said it
 */
public record Activations(Optional<Activation> hidden, Optional<Activation> output) {
  /** Nobody has said any. */
  public static final Activations NOT_GIVEN = new Activations(Optional.empty(), Optional.empty());

  /** Both are said. */
  public static Activations of(Activation hidden, Activation output) {
    return new Activations(Optional.of(hidden), Optional.of(output));
  }

  /** What hidden layers have: sigmoid where nobody has said it. */
  public Activation hiddenOrDefault() {
    return hidden.orElse(Activation.SIGMOID);
  }

  /** What the last layer has: softmax where nobody has said it. */
  public Activation outputOrDefault() {
    return output.orElse(Activation.SOFTMAX);
  }
}
