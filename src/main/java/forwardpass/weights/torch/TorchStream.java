package forwardpass.weights.torch;

import forwardpass.error.Quote;
import forwardpass.weights.data.Chunks;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import forwardpass.weights.pickle.Storage;
import forwardpass.weights.pickle.TensorPickles;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Reads weights from the stream that {@code torch.save} wrote before PyTorch 1.6, and writes where
 * it is asked for: pickles of a magic number, of a version, of the writer's types, of the tensors,
 * and of the keys of their storages; then of each storage how many numbers it has, and these.
 */
public final class TorchStream {
  /** PROTO, LONG1 and the ten bytes of the number. */
  private static final String MAGIC = "80(02|03)8a0a6cfc9c46f9206aa850192e";

  private static final int HEAD_BYTES = 9;
  private static final int MAGIC_BYTES = 15;
  private static final String SAVE_AGAIN = "copy the file again, or save it again with torch.save";

  private TorchStream() {}

  /** Whether a file that starts with these bytes is such a file. */
  public static boolean matches(byte[] head) {
    String hex = HexFormat.of().formatHex(head);
    return head.length >= HEAD_BYTES && hex.matches("80(02|03)8a0a6cfc9c46f9.*");
  }

  /**
   * Reads the whole stream and leaves it open.
   *
   * @param file what messages call it
   * @return the tensors in the order of the state dict, as float32, all of them finite
   * @throws forwardpass.error.WeightsException where it is damaged, or is anything else
   */
  public static StoredArrays read(InputStream in, String file) {
    TensorPickles pickles = new TensorPickles(in, file);
    String magic = HexFormat.of().formatHex(pickles.bytes(MAGIC_BYTES).first());
    if (!magic.matches(MAGIC)) {
      throw new FilePosition(file, 0).unsupported("the magic number of PyTorch", magic, SAVE_AGAIN);
    }
    pickles.skipPickle(); // 1001, of all that there are
    pickles.skipPickle(); // sizes of types; numbers are little-endian whatever it says
    pickles.runTensors();
    Map<String, Chunks> data = new HashMap<>();
    FilePosition keys = pickles.position();
    for (String key : pickles.names()) {
      Storage storage = pickles.storages().get(key);
      if (storage == null || data.containsKey(key)) {
        throw keys.corrupt(
            "the key of each storage once",
            Quote.quoted(key) + (storage == null ? ", of none" : " twice"));
      }
      data.put(key, bytes(pickles, storage));
    }
    for (String key : pickles.storages().keySet()) {
      if (!data.containsKey(key)) {
        throw keys.corrupt("the key of each storage", "none of " + Quote.quoted(key));
      }
    }
    pickles.expectEnd();
    return pickles.arrays(
        storage ->
            storage
                .number()
                .orElseThrow()
                .take(data.get(storage.key()), ByteOrder.LITTLE_ENDIAN, storage.count()));
  }

  private static Chunks bytes(TensorPickles pickles, Storage storage) {
    FilePosition position = pickles.position();
    long found = pickles.number();
    if (found != storage.count()) {
      String expected =
          "a storage of %d values, as its tensors say, at %s"
              .formatted(storage.count(), Quote.quoted(storage.key()));
      throw found >= 0 && found < storage.count()
          ? position.truncated(expected, String.valueOf(found))
          : position.corrupt(expected, String.valueOf(found));
    }
    return pickles.bytes(storage.length());
  }
}
