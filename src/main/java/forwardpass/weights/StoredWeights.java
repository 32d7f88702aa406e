package forwardpass.weights;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.ForeignFormat;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.data.StoredTensor;
import forwardpass.weights.npy.NpyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a weights file holds, before any network is made of it.
 *
 * @param format of the file
 * @param arrays that it holds
 */
public record StoredWeights(WeightsFormat format, StoredArrays arrays) {
  /**
   * Reads the whole stream, whose format its first bytes tell, and leaves it open.
   *
   * @param file what to call the file in messages
   * @throws forwardpass.error.WeightsException where the file is damaged, or holds anything but
   *     arrays of finite numbers
   */
  public static StoredWeights read(InputStream in, String file) {
    PushbackInputStream whole = new PushbackInputStream(in, WeightsFormat.HEAD_BYTES);
    WeightsFormat format = format(whole, file);
    return format.read(whole, file);
  }

  private static WeightsFormat format(PushbackInputStream in, String file) {
    byte[] head;
    try {
      head = in.readNBytes(WeightsFormat.HEAD_BYTES);
      in.unread(head);
    } catch (IOException e) {
      throw FilePosition.cannotRead(file, e);
    }
    FilePosition start = new FilePosition(file, 0);
    if (head.length == 0) {
      throw start.truncated("a weights file", "an empty file");
    }
    if (NpyFile.matches(head)) {
      throw NpyFile.refusal(in, file);
    }
    Optional<WeightsException> foreign = ForeignFormat.refusal(head, file);
    if (foreign.isPresent()) {
      throw foreign.get();
    }
    return WeightsFormat.of(head)
        .orElseThrow(
            () ->
                start.unsupported(
                    "a pickle, npz, safetensors, PyTorch, Keras or ONNX file",
                    HexFormat.ofDelimiter(" ").formatHex(head),
                    "check that this is the weights file you meant"));
  }

  /** The arrays by name, in the file's order; those of a list are arr_0, arr_1 and so on. */
  public Map<String, StoredTensor> tensors() {
    return arrays.tensors();
  }

  /** The names of what the file holds besides and that is no array. */
  public List<String> leftOut() {
    return arrays.leftOut();
  }

  /** The order of the arrays in the file. */
  FileOrder order() {
    if (arrays.areLayersInOrder()) {
      return FileOrder.LAYERS;
    }
    List<String> names = List.copyOf(tensors().keySet());
    boolean isSorted = format.sortsNames() && names.equals(names.stream().sorted().toList());
    return isSorted ? FileOrder.SORTED : FileOrder.WRITERS;
  }

  /** The arrays as float32. */
  public Map<String, Tensor> floats() {
    Map<String, Tensor> floats = new LinkedHashMap<>();
    tensors().forEach((name, stored) -> floats.put(name, stored.tensor()));
    return floats;
  }
}
