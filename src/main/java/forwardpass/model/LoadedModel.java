package forwardpass.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A network as a file gives it.
 *
 * @param hasOwnActivations whether the file says what follows each layer, so that nobody else has a
 *     say in it
 * @param notes what its user should know of how the file was taken, each a sentence for stderr
 */
public record LoadedModel<M extends Model>(M model, boolean hasOwnActivations, List<String> notes) {
  public LoadedModel {
    notes = List.copyOf(notes);
  }

  /** The same, with more to say of how the file was taken. */
  public LoadedModel<M> with(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new LoadedModel<>(model, hasOwnActivations, all);
  }

  /** A network whose activations the file says, and of which there is nothing else to say. */
  public static <M extends Model> LoadedModel<M> withOwnActivations(M model) {
    return new LoadedModel<>(model, true, List.of());
  }
}
