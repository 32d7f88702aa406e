package forwardpass.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import forwardpass.error.UsageException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What a graph gives for two images, one of zeros and one of noise: that tells its shape, which the
 * file need not say, and whether the graph takes more than one image, of which files say what is
 * not so.
 *
 * @param input as it turned out to be
 * @param scores [2, values]
 */
record Trial(GraphInput input, GraphOutput output, float[] scores) {
  private static final int IMAGES = 2;
  private static final int LEVELS = 256;

  /** Of the memory of the JVM. */
  private static final int SHARE = 4;

  /**
   * @param option that names the output
   */
  static Trial run(
      OrtSession session, GraphInput input, String output, String option, String file) {
    requireRoom(input, file);
    try {
      if (input.batch() == 0) {
        TrialResult both = both(session, input, output);
        if (both != null && both.isOf(IMAGES)) {
          return new Trial(input, both.output(output, IMAGES, option, file), both.values());
        }
      }
      return oneByOne(session, input.batch() == 0 ? input.ofOne() : input, output, option, file);
    } catch (OrtException e) {
      throw Engine.refused(file, e);
    }
  }

  /**
   * Null where the graph takes no two images: it may take one, and says why not where it does not.
   */
  private static TrialResult both(OrtSession session, GraphInput input, String output) {
    float[] images = new float[IMAGES * input.values()];
    System.arraycopy(noise(input), 0, images, input.values(), input.values());
    try {
      return run(session, input, output, IMAGES, images);
    } catch (OrtException e) {
      return null;
    }
  }

  private static Trial oneByOne(
      OrtSession session, GraphInput input, String output, String option, String file)
      throws OrtException {
    int batch = input.batch();
    TrialResult zeros = run(session, input, output, batch, new float[input.values()]);
    TrialResult noise = run(session, input, output, batch, noise(input));
    GraphOutput found = zeros.output(output, batch, option, file);
    float[] scores = Arrays.copyOf(zeros.values(), IMAGES * found.values());
    System.arraycopy(noise.values(), 0, scores, found.values(), found.values());
    return new Trial(input, found, scores);
  }

  private static float[] noise(GraphInput input) {
    Random random = new Random(3);
    float[] noise = new float[input.values()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = input.type() == ElementType.UINT8 ? random.nextInt(LEVELS) : random.nextFloat();
    }
    return noise;
  }

  private static TrialResult run(
      OrtSession session, GraphInput input, String output, int batch, float[] images)
      throws OrtException {
    try (BoundBatch bound =
        new BoundBatch(input, List.of(GraphOutput.unknown(output)), batch, new NativeBuffers())) {
      bound.put(images, images.length);
      try (OrtSession.Result result =
          session.run(Map.of(input.name(), bound.input()), Set.of(output))) {
        OnnxTensor tensor = (OnnxTensor) result.get(0);
        FloatBuffer floats = Floats.of(tensor);
        float[] values = new float[floats.remaining()];
        floats.get(values);
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
        return new TrialResult(shape, tensor.getInfo().type, values);
      }
    }
  }

  private static void requireRoom(GraphInput input, String file) {
    long images = Math.max(IMAGES, input.batch());
    long memory = Runtime.getRuntime().maxMemory();
    if (images * input.values() > memory / SHARE / Double.BYTES) {
      throw new UsageException(
          "Cannot score in %d MiB of memory: %s takes %d images of %d values at once; give more with --driver-memory"
              .formatted(memory >> 20, file, images, input.values()));
    }
  }
}
