package forwardpass.onnxruntime;

import static forwardpass.onnx.ModelWriter.attribute;
import static forwardpass.onnx.ModelWriter.longs;
import static forwardpass.onnx.ModelWriter.tensor;

import forwardpass.onnx.ModelWriter;
import java.util.Random;

/**
 * A network of a convolution of 3 x 3 over images of 4 x 4, and a dense layer, in ONNX and in Java.
 */
public final class ConvolutionModels {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int FLOAT16 = 10;
  static final int DOUBLE = 11;

  private static final int SIDE = 4;
  private static final int MAPS = 2;
  private static final int FEATURES = MAPS * 4;
  private static final int CLASSES = 3;
  private static final float[] FILTERS = random(MAPS * 9, 1);
  private static final float[] MATRIX = random(MAPS * 4 * CLASSES, 2);
  private static final float[] BIAS = random(CLASSES, 3);

  private ConvolutionModels() {}

  static float[] random(int count, int seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }

  /** From {@code i} of floats, [n, 1, 4, 4], to {@code logits}. */
  private static ModelWriter body(ModelWriter model, long... flat) {
    return model
        .constant(tensor("F", new int[] {MAPS, 1, 3, 3}, FILTERS))
        .constant(tensor("W", new int[] {MAPS * 4, CLASSES}, MATRIX))
        .constant(tensor("b", new int[] {CLASSES}, BIAS))
        .constant(longs("flat", flat))
        .node("Conv", "i,F->c")
        .node("Relu", "c->r")
        .node("Reshape", "r,flat->f")
        .node("Gemm", "f,W,b->logits");
  }

  /** With logits, for batches of any size where it is negative. */
  public static ModelWriter logits(int batch) {
    return body(new ModelWriter().input("x", batch, 1, SIDE, SIDE).node("Identity", "x->i"), -1, 8)
        .output("logits", batch, CLASSES);
  }

  /** It says that it takes any number of images, and takes one. */
  static byte[] secretlyOfOne() {
    return body(new ModelWriter().input("x", -1, 1, SIDE, SIDE).node("Identity", "x->i"), 1, 8)
        .output("logits", -1, CLASSES)
        .model();
  }

  /** One that takes values of another type. */
  static byte[] of(int type, int... shape) {
    return body(
            new ModelWriter()
                .inputOf(type, "x", shape)
                .constant(longs("image", -1, 1, SIDE, SIDE))
                .node("Cast", "x->float", attribute("to", FLOAT))
                .node("Reshape", "float,image->i"),
            -1,
            8)
        .output("logits", -1, CLASSES)
        .model();
  }

  /** What the network makes of images, in double precision: [rows, 3]. */
  public static double[] probabilities(float[] images) {
    double[] all = scores(images);
    for (int start = 0; start < all.length; start += CLASSES) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        sum += Math.exp(all[start + k]);
      }
      for (int k = 0; k < CLASSES; k++) {
        all[start + k] = Math.exp(all[start + k]) / sum;
      }
    }
    return all;
  }

  /** Its logits, in double precision: [rows, 3]. */
  static double[] scores(float[] images) {
    double[] features = features(images);
    int rows = features.length / FEATURES;
    double[] all = new double[rows * CLASSES];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < CLASSES; k++) {
        double sum = BIAS[k];
        for (int i = 0; i < FEATURES; i++) {
          sum += features[row * FEATURES + i] * MATRIX[i * CLASSES + k];
        }
        all[row * CLASSES + k] = sum;
      }
    }
    return all;
  }

  /** What the dense layer gets, {@code f} of the graph, in double precision: [rows, 8]. */
  public static double[] features(float[] images) {
    int rows = images.length / (SIDE * SIDE);
    double[] all = new double[rows * FEATURES];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(maps(images, row * SIDE * SIDE), 0, all, row * FEATURES, FEATURES);
    }
    return all;
  }

  private static double[] maps(float[] images, int start) {
    double[] maps = new double[MAPS * 4];
    for (int map = 0; map < MAPS; map++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 2; x++) {
          double sum = 0;
          for (int i = 0; i < 9; i++) {
            sum += images[start + (y + i / 3) * SIDE + x + i % 3] * (double) FILTERS[map * 9 + i];
          }
          maps[map * 4 + y * 2 + x] = Math.max(0, sum);
        }
      }
    }
    return maps;
  }
}
