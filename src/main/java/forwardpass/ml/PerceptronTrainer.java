package forwardpass.ml;

import forwardpass.blas.Gemm;
import forwardpass.error.InputException;
import forwardpass.model.ClassNumbers;
import forwardpass.networks.MllibPerceptron;
import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains sigmoid layers and a softmax output with Spark MLlib's multilayer perceptron, on images of
 * unsigned bytes divided by 255. Square images are also shown moved by a pixel up, down, left and
 * right, from which the network learns what does not depend on the place.
 *
 * @param hidden widths of the hidden layers
 * @param classes how many classes there are
 * @param iterations of L-BFGS
 * @param seed where the weights start
 */
public record PerceptronTrainer(List<Integer> hidden, int classes, int iterations, long seed) {
  /** Images per matrix in MLlib's own products. */
  private static final int BLOCK_SIZE = 1024;

  private static final StructType EXAMPLE =
      new StructType()
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false);

  /** W1, b1, W2, b2 and so on: W of shape [inputs, outputs], b of shape [outputs]. */
  public Map<String, Tensor> train(SparkSession spark, String images, String labels) {
    Gemm.fastest(); // before MLlib touches netlib, so that it multiplies with OpenBLAS too
    Dataset<Row> rows = spark.read().format("idx").option(IdxOptions.LABELS, labels).load(images);
    ClassNumbers numbers = new ClassNumbers(0, classes);
    Dataset<Row> examples =
        rows.flatMap(
                (FlatMapFunction<Row, Row>) row -> examples(row, labels, numbers),
                Encoders.row(EXAMPLE))
            .persist(StorageLevel.MEMORY_AND_DISK());
    int inputs = inputs(examples, images);
    int[] layers = layers(inputs);
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassifier()
            .setLayers(layers)
            .setSeed(seed)
            .setMaxIter(iterations)
            .setBlockSize(BLOCK_SIZE)
            .setTol(1e-9)
            .fit(examples);
    examples.unpersist();
    return MllibPerceptron.tensors(model.weights().toArray(), layers);
  }

  private static int inputs(Dataset<Row> examples, String images) {
    List<Row> first = examples.takeAsList(1);
    if (first.isEmpty()) {
      throw new InputException(
          "Cannot learn from %s: expected images that have labels, found none; give others"
              .formatted(images));
    }
    return first.get(0).<org.apache.spark.ml.linalg.Vector>getAs("features").size();
  }

  private int[] layers(int inputs) {
    List<Integer> layers = new ArrayList<>();
    layers.add(inputs);
    layers.addAll(hidden);
    layers.add(classes);
    return layers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** None of an image that has no label. */
  private static Iterator<Row> examples(Row row, String labels, ClassNumbers numbers) {
    byte[] pixels = row.getAs("image");
    if (pixels == null) {
      throw new InputException(
          "Unsupported: %s, byte 2: expected images of unsigned bytes to learn from, found numbers of another type"
              .formatted(row.<String>getAs("file")));
    }
    int label = row.<Integer>getAs("label");
    if (label == ClassNumbers.NONE) {
      return Collections.emptyIterator();
    }
    if (!numbers.has(label)) {
      throw new InputException(
          "Unsupported: %s, label %d: expected a class %s, found %d; give more --classes, or the labels that belong to these images"
              .formatted(labels, row.<Long>getAs("index"), numbers, label));
    }
    int side = (int) Math.round(Math.sqrt(pixels.length));
    List<Row> examples = new ArrayList<>();
    examples.add(example(label, pixels));
    if (side * side == pixels.length) {
      for (int[] move : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
        examples.add(example(label, moved(pixels, side, move[0], move[1])));
      }
    }
    return examples.iterator();
  }

  private static byte[] moved(byte[] pixels, int side, int down, int right) {
    byte[] moved = new byte[pixels.length];
    for (int row = Math.max(0, down); row < side + Math.min(0, down); row++) {
      int length = side - Math.abs(right);
      System.arraycopy(
          pixels,
          (row - down) * side + Math.max(0, -right),
          moved,
          row * side + Math.max(0, right),
          length);
    }
    return moved;
  }

  private static Row example(double label, byte[] pixels) {
    double[] features = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      features[i] = (pixels[i] & 0xff) / 255.0;
    }
    return RowFactory.create(label, Vectors.dense(features).toSparse());
  }
}
