package forwardpass.ml;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stage says what MLlib's own perceptron says with the same weights. */
class NeuralNetworkModelTest {
  private static final double TOLERANCE = 1e-5;

  private static SparkSession spark;
  private static TrainedPerceptron trained;
  private static Dataset<Row> rows;
  private static MultilayerPerceptronClassificationModel mllib;
  private static NeuralNetworkModel model;

  @TempDir Path dir;

  @BeforeAll
  static void train() {
    spark = SharedSpark.session();
    trained = TrainedPerceptron.train();
    rows = trained.rows();
    mllib = trained.mllib();
    model = trained.model();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void vectorsGiveWhatMllibGives(int batchSize) {
    Dataset<Row> found = trained.stage().setBatchSize(batchSize).transform(rows);

    assertEquals(mllib.transform(rows).schema().json(), nullable(found).json());
    trained.assertGives(found);
  }

  /** MLlib's metadata of columns aside. */
  private static StructType nullable(Dataset<Row> found) {
    StructType schema = new StructType();
    StructType expected = mllib.transform(rows).schema();
    for (int i = 0; i < found.schema().size(); i++) {
      var field = found.schema().fields()[i];
      schema =
          schema.add(
              field.name(),
              field.dataType(),
              expected.fields()[i].nullable(),
              expected.fields()[i].metadata());
    }
    return schema;
  }

  private static Dataset<Row> arrays(String type) {
    return rows.withColumn("features", vector_to_array(rows.col("features"), type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void arraysGiveWhatVectorsGive(String type) {
    trained.assertGives(model.transform(arrays(type)));
  }

  @Test
  void aFunctionOfSqlGivesTheSameClasses() {
    PredictFunction.register(spark, "digit_of", model.network());
    mllib.transform(rows).createOrReplaceTempView("predicted");
    arrays("float64").createOrReplaceTempView("arrays");

    assertEquals(
        rows.count(),
        spark.sql("select * from predicted where digit_of(features) = prediction").count());
    assertEquals(
        rows.count(),
        spark
            .sql(
                "select * from predicted join arrays using (id) where digit_of(arrays.features) = prediction")
            .count());
  }

  @Test
  void evaluatorsOfMllibTakeItsColumns() {
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator().setMetricName("accuracy");

    assertEquals(
        evaluator.evaluate(mllib.transform(rows)), evaluator.evaluate(model.transform(rows)));
    evaluator.setMetricName("logLoss");
    assertEquals(
        evaluator.evaluate(mllib.transform(rows)),
        evaluator.evaluate(model.transform(rows)),
        TOLERANCE);
  }

  /** Which take the second value of the vector for the class that is 1. */
  @Test
  void binaryEvaluatorsOfMllibTakeWhatASingleOutputGives() {
    Network single =
        new Network(
            List.of(
                new Dense(
                    new Tensor(List.of(1, 1), new float[] {2}),
                    new Tensor(List.of(1), new float[] {-1}),
                    Activation.SIGMOID)));
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.add(RowFactory.create("id" + i, i < 2 ? 0.0 : 1.0, Vectors.dense(i / 3.0)));
    }

    Dataset<Row> found =
        new NeuralNetworkModel(single)
            .transform(spark.createDataFrame(made, TrainedPerceptron.SCHEMA));

    assertEquals(1, new BinaryClassificationEvaluator().evaluate(found));
    Row last = found.orderBy("id").collectAsList().get(3);
    assertArrayEquals(
        new double[] {-1, 1}, last.<Vector>getAs("rawPrediction").toArray(), TOLERANCE);
    assertArrayEquals(
        new double[] {1 / (1 + Math.E), Math.E / (1 + Math.E)},
        last.<Vector>getAs("probability").toArray(),
        TOLERANCE);
    assertEquals(1.0, last.<Double>getAs("prediction"));
  }

  @Test
  void streamsAreTransformed() throws Exception {
    String input = dir.resolve("input").toString();
    rows.write().parquet(input);
    Dataset<Row> stream = spark.readStream().schema(TrainedPerceptron.SCHEMA).parquet(input);

    StreamingQuery query =
        model
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("streamed")
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();

    trained.assertGives(spark.table("streamed"));
  }

  @Test
  void partitionsWithoutRowsGiveNone() {
    TrainedPerceptron.assertSame(
        mllib.transform(rows.limit(3)), model.transform(rows.limit(3).repartition(7)));
    assertEquals(0, model.transform(rows.limit(0)).count());
  }

  @Test
  void twoOfThemInOnePipelineEachHaveTheirColumns() {
    NeuralNetworkModel second =
        trained
            .stage()
            .setRawPredictionCol("raw2")
            .setProbabilityCol("probability2")
            .setPredictionCol("prediction2");

    Dataset<Row> both =
        new Pipeline().setStages(new PipelineStage[] {model, second}).fit(rows).transform(rows);

    trained.assertGives(both);
    assertEquals(rows.count(), both.where("prediction = prediction2").count());
    assertEquals(rows.count(), both.where("probability = probability2").count());
  }
}
