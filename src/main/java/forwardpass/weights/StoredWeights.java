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
 * @param tensors by name, in the file's order; those of a list are called {@code arr_0}, {@code
 *     arr_1} and so on
 * @param leftOut the names of what the file holds besides and that is no array
 */
public record StoredWeights(
    WeightsFormat format, Map<String, StoredTensor> tensors, List<String> leftOut) {
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
    StoredArrays arrays = format.read(whole, file);
    return new StoredWeights(format, arrays.tensors(), arrays.leftOut());
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
                    "a pickle, npz, safetensors or ONNX file",
                    HexFormat.ofDelimiter(" ").formatHex(head),
                    "check that this is the weights file you meant"));
  }

  /**
   * Whether the order of the arrays is that in which they were given to the file's writer. The
   * library of safetensors sorts them.
   */
  boolean isOrdered() {
    List<String> names = List.copyOf(tensors.keySet());
    return format != WeightsFormat.SAFETENSORS || !names.equals(names.stream().sorted().toList());
  }

  /** The arrays as float32. */
  public Map<String, Tensor> floats() {
    Map<String, Tensor> floats = new LinkedHashMap<>();
    tensors.forEach((name, stored) -> floats.put(name, stored.tensor()));
    return floats;
  }
}
