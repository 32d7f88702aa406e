package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import java.util.Optional;

/** Whose globals a pickle may name; there are no others. */
enum Vocabulary {
  /** Those of NumPy's arrays. */
  ARRAYS("NumPy arrays", FilePosition.SAVE_ARRAYS),
  /** Those of PyTorch's tensors, and of NumPy's arrays, which checkpoints keep beside them. */
  TENSORS("tensors", Vocabulary.STATE_DICT) {
    @Override
    Optional<Value> find(String module, String name) {
      return super.find(module, name)
          .or(() -> StorageType.find(module, name))
          .or(() -> TensorCall.find(module, name));
    }
  };

  static final String STATE_DICT =
      "save the tensors alone, with torch.save(model.state_dict(), FILE)";

  static final String SAVE_AGAIN = "load it with torch.load and save it again with torch.save";

  private final String plural;
  private final String advice;

  Vocabulary(String plural, String advice) {
    this.plural = plural;
    this.advice = advice;
  }

  /** The global of this module and name; refused where it is not one of these. */
  final Value global(String module, String name, FilePosition position) {
    return find(module, name)
        .orElseThrow(() -> ForeignObject.refusal(module, name, this, position));
  }

  Optional<Value> find(String module, String name) {
    return Global.find(module, name);
  }

  /** What it is about, in the plural, for messages. */
  String plural() {
    return plural;
  }

  /** How to save them and nothing else. */
  String advice() {
    return advice;
  }
}
