package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import forwardpass.networks.MllibPerceptron;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A perceptron of MLlib's, the rows that it was trained with, and the stage of its weights. */
record TrainedPerceptron(
    Dataset<Row> rows, MultilayerPerceptronClassificationModel mllib, NeuralNetworkModel model) {
  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private static final int ROWS = 250;
  private static final int INPUTS = 6;
  private static final double TOLERANCE = 1e-5;

  static TrainedPerceptron train() {
    Random random = new Random(5);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] values = random.doubles(INPUTS).toArray();
      Vector vector = Vectors.dense(values);
      double label = (int) (values[0] * 3);
      made.add(RowFactory.create("id" + i, label, i % 2 == 0 ? vector : vector.toSparse()));
    }
    Dataset<Row> rows = SharedSpark.session().createDataFrame(made, SCHEMA).repartition(3).cache();
    MultilayerPerceptronClassificationModel mllib =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {INPUTS, 5, 3})
            .setSeed(1)
            .setMaxIter(20)
            .fit(rows);
    return new TrainedPerceptron(
        rows, mllib, new NeuralNetworkModel(MllibPerceptron.network(mllib)));
  }

  /** A copy, to set parameters of. */
  NeuralNetworkModel stage() {
    return model.copy(new ParamMap());
  }

  /** What MLlib gives of all rows. */
  void assertGives(Dataset<Row> found) {
    assertSame(mllib.transform(rows), found);
  }

  static void assertSame(Dataset<Row> expected, Dataset<Row> found) {
    List<Row> all = expected.orderBy("id").collectAsList();
    List<Row> ours = found.orderBy("id").collectAsList();
    assertEquals(all.size(), ours.size());
    for (int i = 0; i < all.size(); i++) {
      Row row = ours.get(i);
      assertEquals(all.get(i).<String>getAs("id"), row.<String>getAs("id"));
      assertEquals(all.get(i).<Double>getAs("prediction"), row.<Double>getAs("prediction"));
      for (String column : List.of("rawPrediction", "probability")) {
        assertArrayEquals(
            all.get(i).<Vector>getAs(column).toArray(),
            row.<Vector>getAs(column).toArray(),
            column.equals("probability") ? TOLERANCE : 100 * TOLERANCE);
      }
    }
  }
}
