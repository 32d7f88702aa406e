package forwardpass.onnxruntime;

import ai.onnxruntime.OrtException;
import forwardpass.model.Session;
import java.util.Arrays;

/**
 * Runs batches in the session that all tasks of a JVM share, through buffers of its own. Large
 * images go a few at a time: a processor has no use for more, and what a graph makes of them on its
 * way is many times as large.
 */
final class GraphSession implements Session {
  /** How many values go at once. */
  static final int MOST_VALUES = 1 << 20;

  private static final int MOST_IMAGES = 256;

  private final GraphModel model;
  private final SharedSession shared;
  private final NativeBuffers buffers;
  private final int step;
  private float tableScale = Float.NaN;
  private float[] table = {};
  private float[] values = {};

  /** Of each output of the graph, [rows, values]. */
  private final float[][] given;

  private final boolean areScoresKept;

  /** A copy of the scores before they were made probabilities, where that is what is asked for. */
  private float[] scores = {};

  private BoundBatch bound;

  GraphSession(GraphModel model, SharedSession shared, boolean isDeterministic) {
    this.model = model;
    this.shared = shared;
    this.buffers = shared.takeBuffers();
    this.given = new float[model.tensors().outputs().size()][0];
    this.areScoresKept = given.length == 1 && model.embeddingSize() > 0;
    this.step = isDeterministic ? 1 : step(model.input());
  }

  /** How many images go at once. */
  static int step(GraphInput input) {
    return input.batch() > 0
        ? input.batch()
        : Math.max(1, Math.min(MOST_IMAGES, MOST_VALUES / input.values()));
  }

  @Override
  public String name() {
    return Engine.name();
  }

  @Override
  public float[] run(byte[] pixels, int start, int rows, float scale) {
    if (scale != tableScale) {
      table = model.values().table(model.input().channels(), scale);
      tableScale = scale;
    }
    grow(rows);
    for (int first = 0; first < rows; first += step) {
      int some = Math.min(step, rows - first);
      Values.fill(model.input(), table, pixels, start + first * model.inputs(), some, values);
      run(first, some);
    }
    return given[0];
  }

  @Override
  public float[] run(float[] features, int rows, float scale) {
    grow(rows);
    for (int first = 0; first < rows; first += step) {
      int some = Math.min(step, rows - first);
      model.values().fill(model.input(), scale, features, first * model.inputs(), some, values);
      run(first, some);
    }
    return given[0];
  }

  @Override
  public float[] embeddings() {
    return areScoresKept ? scores : given[given.length - 1];
  }

  private void grow(int rows) {
    int needed = Math.multiplyExact(Math.min(step, rows), model.inputs());
    if (values.length < needed) {
      values = new float[needed];
    }
    for (int i = 0; i < given.length; i++) {
      given[i] = grown(given[i], rows * model.tensors().outputs().get(i).values());
    }
    if (areScoresKept) {
      scores = grown(scores, rows * model.outputs());
    }
  }

  private static float[] grown(float[] array, int length) {
    return array.length < length ? Arrays.copyOf(array, length) : array;
  }

  private void run(int first, int rows) {
    try {
      bind(model.input().given(rows));
      bound.put(values, rows * model.inputs());
      bound.run(shared.session(), given, first, rows);
      int start = first * model.outputs();
      if (areScoresKept) {
        System.arraycopy(given[0], start, scores, start, rows * model.outputs());
      }
      Probabilities.make(model.given(), given[0], start, rows, model.outputs());
    } catch (OrtException e) {
      throw Engine.refused(model.file(), e);
    }
  }

  /** Most batches are as large as the one before. */
  private void bind(int images) throws OrtException {
    if (bound != null && bound.images() == images) {
      return;
    }
    unbind();
    bound = new BoundBatch(model.input(), model.tensors().outputs(), images, buffers);
  }

  private void unbind() {
    if (bound != null) {
      bound.close();
      bound = null;
    }
  }

  @Override
  public void close() {
    unbind();
    shared.giveBack(buffers);
    shared.close();
  }
}
