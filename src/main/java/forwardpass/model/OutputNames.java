package forwardpass.model;

import java.util.Optional;

/**
 * The outputs of a graph that are asked for by name.
 *
 * @param scores the one that has the scores; found where it is not given
 * @param embedding one that is kept beside them
 */
public record OutputNames(Optional<String> scores, Optional<String> embedding) {
  /** The option that names the output with the scores. */
  public static final String SCORES = "--output-tensor";

  /** The option that names one that is kept beside them. */
  public static final String EMBEDDING = "--embedding";

  /** Nothing is asked for. */
  public static final OutputNames NONE = new OutputNames(Optional.empty(), Optional.empty());

  /** Whether any is asked for. */
  public boolean isGiven() {
    return scores.isPresent() || embedding.isPresent();
  }

  /** The first option that asks for one. */
  public String option() {
    return scores.isPresent() ? SCORES : EMBEDDING;
  }
}
