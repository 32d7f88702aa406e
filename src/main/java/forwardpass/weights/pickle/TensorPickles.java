package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.weights.data.Chunks;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.StoredArrays;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pickles of a file of PyTorch, one behind the other, and what bytes lie between and behind
 * them. Nothing in them is called; see {@link Vocabulary}.
 */
public final class TensorPickles {
  private final ByteSource source;
  private final Map<String, Storage> storages = new LinkedHashMap<>();
  private Value root;
  private FilePosition rootEnd;

  /**
   * @param in read in large blocks, so it need not be buffered
   * @param file what messages call it
   */
  public TensorPickles(InputStream in, String file) {
    this.source = new ByteSource(in, file);
  }

  /** Runs the pickle that has the tensors, without their numbers. */
  public void runTensors() {
    root = machine().run();
    rootEnd = source.position();
  }

  /** Runs a pickle that has nothing to say: how the writer's machine stores numbers. */
  public void skipPickle() {
    machine().run();
  }

  /** Runs a pickle that is a list of names. */
  public List<String> names() {
    Value value = machine().run();
    FilePosition position = source.position();
    if (!(value instanceof Value.Items list)) {
      throw position.corrupt("a list of the keys of storages", value.described());
    }
    List<String> names = new ArrayList<>();
    for (Value item : list.values()) {
      if (item.asName() == null) {
        throw position.corrupt("a short str as the key of a storage", item.described());
      }
      names.add(item.asName());
    }
    return names;
  }

  private PickleMachine machine() {
    return new PickleMachine(source, Vocabulary.TENSORS, this::storage);
  }

  private Storage storage(Value id, FilePosition position) {
    Storage storage = Storage.of(id, position);
    Storage known = storages.putIfAbsent(storage.key(), storage);
    if (known != null && !known.isSame(storage)) {
      throw position.corrupt(
          "one type and length of the storage " + Quote.quoted(storage.key()), "two");
    }
    return known == null ? storage : known;
  }

  /** The storages that the tensors refer to, by their keys. */
  public Map<String, Storage> storages() {
    return storages;
  }

  /** So many bytes as they are. */
  public Chunks bytes(long length) {
    return new Chunks(source.rawChunks(length));
  }

  /** Eight bytes as a number, little-endian. */
  public long number() {
    source.beginRaw();
    return source.u8();
  }

  /** Where the next byte is. */
  public FilePosition position() {
    return source.here();
  }

  /** Checks that the file ends here. */
  public void expectEnd() {
    source.expectEnd();
  }

  /**
   * The tensors of the network.
   *
   * @param data where their numbers are
   */
  public StoredArrays arrays(StorageData data) {
    storages.values().forEach(storage -> storage.setData(data));
    return PickledArrays.of(root, Vocabulary.TENSORS, rootEnd);
  }
}
