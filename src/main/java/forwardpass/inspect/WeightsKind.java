package forwardpass.inspect;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.files.FileType;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import forwardpass.weights.NetworkReader;
import forwardpass.weights.StoredWeights;
import forwardpass.weights.WeightsFormat;
import forwardpass.weights.data.StoredTensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Weights in any format, as named arrays and as the network that they make. */
final class WeightsKind implements FileKind {
  @Override
  public boolean matches(byte[] head, FileType type) {
    return WeightsFormat.of(head).isPresent();
  }

  @Override
  public List<String> describe(InputStream in, String file) {
    StoredWeights weights = StoredWeights.read(in, file);
    List<String> lines = new ArrayList<>();
    lines.add("format: " + weights.format());
    lines.add("network: " + network(weights, file));
    lines.add("arrays: " + weights.tensors().size());
    weights.tensors().forEach((name, stored) -> lines.add("  " + array(name, stored)));
    if (!weights.leftOut().isEmpty()) {
      lines.add("left out: " + Quote.plain(String.join(", ", weights.leftOut())));
    }
    return lines;
  }

  /** With the activations that {@code score} takes where it is not told others. */
  private static String network(StoredWeights weights, String file) {
    try {
      LoadedModel<Network> loaded =
          NetworkReader.assemble(weights, file, Optional.empty(), Activations.NOT_GIVEN);
      return loaded.hasOwnActivations()
          ? loaded.model().toString()
          : loaded.model() + " unless other activations are given";
    } catch (WeightsException e) {
      return "none as it is. " + e.getMessage();
    }
  }

  private static String array(String name, StoredTensor stored) {
    return "%s %s %s".formatted(Quote.plain(name), stored.tensor().shape(), stored.type());
  }
}
