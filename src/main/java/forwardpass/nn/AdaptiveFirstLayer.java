package forwardpass.nn;

import forwardpass.blas.Gemm;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A matrix product, until {@link SparseLayer} is the faster one. Once this JVM has seen so many
 * images that it is a large job, a few images are now and then computed with both: that has the
 * compiler make vectors fast, and shows when they are, and that both say the same.
 *
 * @param <P> what the pixels of images are in
 */
final class AdaptiveFirstLayer<P> implements FirstLayer<P> {
  /** Compiling the vectors takes a fifth of a second: what they save in 300,000 images. */
  private static final long LARGE_JOB = 100_000;

  /** Batches between the first trials. */
  private static final int BATCHES_BETWEEN = 4;

  /** After so many trials, one batch more goes by until the next. */
  private static final int TRIALS_PER_BATCH = 16;

  /** Before so many trials nothing is decided: the product may be held up in any one of them. */
  private static final int LEAST_TRIES = 3;

  /** Vectors that are compiled, and slower all the same, are so for this layer. */
  private static final int MOST_TRIES = 256;

  /** Few enough for little to be lost while vectors are slow. */
  private static final int TRIAL_IMAGES = 10;

  /** Vectors that take less than so many times as long are tried with all images of a batch. */
  private static final int NEAR = 3;

  /** Weights of the size that a processor's cache holds for each core: past it, BLAS is better. */
  private static final int MOST_WEIGHTS = 1 << 18;

  /** The outputs that vectors of AVX-512 compute side by side: what is over, they waste. */
  private static final int WIDTH = 64;

  /** The same of those of AVX2. */
  private static final int NARROW_WIDTH = 56;

  private static final float TOLERANCE = 1e-4f;

  private static final AtomicLong IMAGES = new AtomicLong();

  private static final Trials TRIALS_OF_BYTES = new Trials();

  private static final Trials TRIALS_OF_FLOATS = new Trials();

  /** While vectors are slow, one thread at a time tries them. */
  private static final AtomicBoolean TRYING = new AtomicBoolean();

  private final FirstLayer<P> product;
  private final Supplier<Optional<FirstLayer<P>>> maker;
  private final int outputs;
  private final Trials trials;
  private FirstLayer<P> chosen;
  private FirstLayer<P> vectors;
  private float[] tried = {};
  private boolean isNear;
  private boolean isDecided;
  private int tries;
  private double bestProduct = Double.MAX_VALUE;
  private int batchesToTrial;

  /** Of images of unsigned bytes. */
  static FirstLayer<byte[]> ofBytes(Dense layer, Gemm gemm) {
    return new AdaptiveFirstLayer<>(
        new GemmFirstLayer(layer, gemm),
        () -> isSmall(layer) ? sparseBytes(layer) : Optional.empty(),
        layer.outputs(),
        TRIALS_OF_BYTES);
  }

  /** Of images of numbers. */
  static FirstLayer<float[]> ofFloats(Dense layer, Gemm gemm) {
    return new AdaptiveFirstLayer<>(
        new ScaledFirstLayer(layer.inputs(), (rows, x, y) -> layer.affine(gemm, rows, x, y)),
        () -> isSmall(layer) ? sparseFloats(layer) : Optional.empty(),
        layer.outputs(),
        TRIALS_OF_FLOATS);
  }

  /**
   * @param maker called once, in a large job; empty where there are no vectors
   * @param trials those that are left to all who share them
   */
  AdaptiveFirstLayer(
      FirstLayer<P> product, Supplier<Optional<FirstLayer<P>>> maker, int outputs, Trials trials) {
    this.product = product;
    this.maker = maker;
    this.outputs = outputs;
    this.trials = trials;
    this.chosen = product;
  }

  private static boolean isSmall(Dense layer) {
    return vectorWeights(layer, WIDTH) <= MOST_WEIGHTS;
  }

  private static long vectorWeights(Dense layer, int width) {
    int blocks = (layer.outputs() - 1) / width + 1;
    return (long) layer.inputs() * blocks * width;
  }

  /**
   * How many floats an instance keeps beside its batches: weights of vectors, and, of images of
   * bytes, of some columns.
   */
  static long floats(Dense layer, boolean ofBytes) {
    return (ofBytes ? (long) layer.inputs() * layer.outputs() : 0)
        + (isSmall(layer)
            ? Math.max(vectorWeights(layer, WIDTH), vectorWeights(layer, NARROW_WIDTH))
            : 0);
  }

  @Override
  public void forward(P pixels, int start, int rows, float scale, float[] y) {
    if (isDecided || IMAGES.addAndGet(rows) <= LARGE_JOB || batchesToTrial-- > 0) {
      chosen.forward(pixels, start, rows, scale, y);
    } else {
      decide(pixels, start, rows, scale, y);
    }
  }

  private void decide(P pixels, int start, int rows, float scale, float[] y) {
    if (trials.haveSucceeded()) {
      compare(pixels, start, rows, scale, y);
    } else if (trials.areSpent()) {
      isDecided = true;
      product.forward(pixels, start, rows, scale, y);
    } else if (TRYING.compareAndSet(false, true)) {
      try {
        compare(pixels, start, rows, scale, y);
      } finally {
        TRYING.set(false);
      }
    } else {
      product.forward(pixels, start, rows, scale, y);
    }
  }

  private void compare(P pixels, int start, int rows, float scale, float[] y) {
    if (vectors == null) {
      vectors = maker.get().orElse(product);
      isDecided = vectors == product;
    }
    int images = isNear ? rows : Math.min(rows, TRIAL_IMAGES);
    if (tried.length < images * outputs) {
      tried = new float[images * outputs];
    }
    long began = System.nanoTime();
    vectors.forward(pixels, start, images, scale, tried);
    long between = System.nanoTime();
    product.forward(pixels, start, rows, scale, y);
    long ended = System.nanoTime();
    batchesToTrial = BATCHES_BETWEEN + tries++ / TRIALS_PER_BATCH;
    bestProduct = Math.min(bestProduct, (double) (ended - between) / rows);
    boolean isFaster = isNear && tries >= LEAST_TRIES && between - began < bestProduct * images;
    isNear = between - began < NEAR * bestProduct * images;
    if (isDecided) {
      return; // there are no vectors
    }
    if (isFaster && agree(tried, y, images * outputs)) {
      chosen = vectors;
      isDecided = true;
      trials.succeed();
    } else {
      trials.spend(between - began);
      isDecided = tries == MOST_TRIES;
    }
  }

  /** As sums of so many numbers can, that were added in another order. */
  private static boolean agree(float[] found, float[] expected, int count) {
    float largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    for (int i = 0; i < count; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= TOLERANCE * largest)) {
        return false;
      }
    }
    return true;
  }

  /** Absent where the JVM was started without the module. */
  static Optional<FirstLayer<byte[]>> sparseBytes(Dense layer) {
    return SparseLayers.find().map(layers -> layers.ofBytes(layer));
  }

  /** Absent where the JVM was started without the module. */
  static Optional<FirstLayer<float[]>> sparseFloats(Dense layer) {
    return SparseLayers.find().map(layers -> layers.ofFloats(layer));
  }
}
