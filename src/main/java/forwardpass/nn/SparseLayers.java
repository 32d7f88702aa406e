package forwardpass.nn;

import java.util.Optional;

/** Makes the layers that use vectors, those for this processor. */
interface SparseLayers {
  /** Of images of unsigned bytes. */
  FirstLayer<byte[]> ofBytes(Dense layer);

  /** Of images of numbers. */
  FirstLayer<float[]> ofFloats(Dense layer);

  /** Absent where the JVM was started without the module that has the vectors. */
  static Optional<SparseLayers> find() {
    try {
      return Optional.of(
          Class.forName("forwardpass.nn.VectorLayers")
              .asSubclass(SparseLayers.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
