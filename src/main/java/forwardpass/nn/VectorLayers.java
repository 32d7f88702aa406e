package forwardpass.nn;

import jdk.incubator.vector.FloatVector;

/**
 * The layers that use the Vector API.
 *
 * <p>They are slower by far until they are compiled, after some ten thousand columns; and slower
 * than the product where a processor cannot multiply and add at once. {@link AdaptiveFirstLayer}
 * finds out.
 *
 * <p>Compiled on their own, since javac warns of the module, and loaded by name: a JVM without the
 * module does without. Spark itself adds the module to every JVM that it starts.
 */
final class VectorLayers implements SparseLayers {
  /** Those of AVX2. */
  private static final int NARROW = 8;

  private static final boolean ARE_NARROW = FloatVector.SPECIES_PREFERRED.length() == NARROW;

  VectorLayers() {}

  @Override
  public FirstLayer<byte[]> ofBytes(Dense layer) {
    return ARE_NARROW ? new NarrowBytesLayer(layer) : new SparseBytesLayer(layer);
  }

  @Override
  public FirstLayer<float[]> ofFloats(Dense layer) {
    return ARE_NARROW ? new NarrowFloatsLayer(layer) : new SparseFloatsLayer(layer);
  }
}
