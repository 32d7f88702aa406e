package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.model.ClassNumbers;
import forwardpass.model.Model;
import forwardpass.scoring.AddedColumn;
import forwardpass.scoring.NetworkColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What is written of an image beside its class and the probability of that.
 *
 * @param probabilities whether all that the network gives is
 * @param topK how many of the most likely classes are
 * @param embedding the output of a graph that is
 */
public record AddedOutputs(boolean probabilities, OptionalInt topK, Optional<String> embedding) {
  /** Nothing. */
  static final AddedOutputs NONE = new AddedOutputs(false, OptionalInt.empty(), Optional.empty());

  /**
   * Checks that a network has as many classes as are asked for.
   *
   * @throws UsageException where it has fewer, or none
   */
  void requireOf(Model network) {
    if (topK.isEmpty()) {
      return;
    }
    if (network.isRegression()) {
      throw new UsageException(
          "--top-k needs a network that tells classes apart: %s gives a number".formatted(network));
    }
    if (topK.getAsInt() > network.classes()) {
      throw new UsageException(
          "Invalid --top-k: expected at most %d, as the network has classes, found %d"
              .formatted(network.classes(), topK.getAsInt()));
    }
  }

  /** The columns that tell what each network says. */
  List<NetworkColumns> columns(Networks networks, ClassNumbers numbers) {
    List<NetworkColumns> columns = new ArrayList<>();
    for (int i = 0; i < networks.models().size(); i++) {
      columns.add(
          new NetworkColumns(networks.names().get(i), added(networks.models().get(i), numbers)));
    }
    return columns;
  }

  /** The columns that are added for a network, in their order. */
  private List<AddedColumn> added(Model network, ClassNumbers numbers) {
    List<AddedColumn> columns = new ArrayList<>();
    topK.ifPresent(k -> columns.add(AddedColumn.top(k, numbers)));
    if (probabilities) {
      columns.add(AddedColumn.probabilities());
    }
    if (network.embeddingSize() > 0) {
      columns.add(AddedColumn.embedding());
    }
    return columns;
  }

  /** How many numbers are added for each image. */
  int numbers(Model network) {
    return (probabilities ? network.outputs() : 0) + 2 * topK.orElse(0) + network.embeddingSize();
  }

  /** What changes the files that are written. */
  Map<String, String> described() {
    Map<String, String> described = new TreeMap<>();
    described.put("probabilities", String.valueOf(probabilities));
    topK.ifPresent(k -> described.put("top-k", String.valueOf(k)));
    embedding.ifPresent(name -> described.put("embedding", name));
    return described;
  }
}
