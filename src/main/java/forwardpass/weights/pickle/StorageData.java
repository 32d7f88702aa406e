package forwardpass.weights.pickle;

/** Where the numbers of storages are. */
@FunctionalInterface
public interface StorageData {
  /**
   * All numbers of a storage whose {@link Storage#number} is one, asked for once.
   *
   * @throws forwardpass.error.WeightsException where the file has not as many
   */
  float[] read(Storage storage);
}
