package forwardpass.nn;

import java.util.List;

/**
 * A network as a file gives it.
 *
 * @param hasOwnActivations whether the file says what follows each layer, so that nobody else has a
 *     say in it
 * @param notes what its user should know of how the file was taken, each a sentence for stderr
 */
public record LoadedNetwork(Network network, boolean hasOwnActivations, List<String> notes) {
  public LoadedNetwork {
    notes = List.copyOf(notes);
  }

  /** A network whose activations the file says, and of which there is nothing else to say. */
  public static LoadedNetwork withOwnActivations(Network network) {
    return new LoadedNetwork(network, true, List.of());
  }
}
