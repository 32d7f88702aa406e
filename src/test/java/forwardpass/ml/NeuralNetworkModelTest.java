package forwardpass.ml;

import static org.apache.spark.ml.functions.vector_to_array;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.SharedSpark;
import forwardpass.networks.MllibPerceptron;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stage says what MLlib's own perceptron says with the same weights. */
class NeuralNetworkModelTest {
  private static final int ROWS = 250;
  private static final int INPUTS = 6;
  private static final double TOLERANCE = 1e-5;
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("label", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private static SparkSession spark;
  private static Dataset<Row> rows;
  private static MultilayerPerceptronClassificationModel mllib;
  private static NeuralNetworkModel model;

  @TempDir Path dir;

  @BeforeAll
  static void train() {
    spark = SharedSpark.session();
    Random random = new Random(5);
    List<Row> made = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] values = random.doubles(INPUTS).toArray();
      Vector vector = Vectors.dense(values);
      double label = (int) (values[0] * 3);
      made.add(RowFactory.create("id" + i, label, i % 2 == 0 ? vector : vector.toSparse()));
    }
    rows = spark.createDataFrame(made, SCHEMA).repartition(3).cache();
    mllib =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {INPUTS, 5, 3})
            .setSeed(1)
            .setMaxIter(20)
            .fit(rows);
    model = new NeuralNetworkModel(MllibPerceptron.network(mllib));
  }

  /** To set parameters of. */
  private static NeuralNetworkModel copy() {
    return model.copy(new ParamMap());
  }

  private static void assertSame(Dataset<Row> expected, Dataset<Row> found) {
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

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 1000})
  void vectorsGiveWhatMllibGives(int batchSize) {
    Dataset<Row> found = copy().setBatchSize(batchSize).transform(rows);

    assertEquals(mllib.transform(rows).schema().json(), nullable(found).json());
    assertSame(mllib.transform(rows), found);
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
    assertSame(mllib.transform(rows), model.transform(arrays(type)));
  }

  @Test
  void aFunctionOfSqlGivesTheSameClasses() {
    PredictFunction.register(spark, "digit_of", model.network());
    mllib.transform(rows).createOrReplaceTempView("predicted");
    arrays("float64").createOrReplaceTempView("arrays");

    assertEquals(
        ROWS, spark.sql("select * from predicted where digit_of(features) = prediction").count());
    assertEquals(
        ROWS,
        spark
            .sql(
                "select * from predicted join arrays using (id) where digit_of(arrays.features) = prediction")
            .count());
  }

  @Test
  void itIsAStageOfAPipelineThatSavesAndLoads() throws IOException {
    PipelineModel pipeline =
        new Pipeline().setStages(new PipelineStage[] {copy().setBatchSize(10)}).fit(rows);
    String path = dir.resolve("pipeline").toString();
    pipeline.write().save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertEquals(10, ((NeuralNetworkModel) loaded.stages()[0]).getOrDefault(model.batchSize()));
    assertSame(mllib.transform(rows), loaded.transform(rows));
  }

  @Test
  void itSavesAndLoadsByItself() throws IOException {
    String path = dir.resolve("model").toString();
    model.write().save(path);
    assertThrows(IOException.class, () -> model.write().save(path));
    model.write().overwrite().save(path);

    NeuralNetworkModel loaded = NeuralNetworkModel.load(path);

    assertEquals(model.uid(), loaded.uid());
    assertEquals("6-5(sigmoid)-3(softmax)", loaded.network().toString());
    assertSame(mllib.transform(rows), loaded.transform(rows));
  }

  @Test
  void mllibsSavedPerceptronIsReadAsTheSameNetwork() throws IOException {
    String path = dir.resolve("perceptron").toString();
    mllib.write().save(path);

    assertSame(
        mllib.transform(rows), new NeuralNetworkModel(MllibPerceptron.read(path)).transform(rows));
  }

  @Test
  void mllibTakesItAsAPerceptronWithItsColumns() throws IOException {
    String path = dir.resolve("converted").toString();
    NeuralNetworkModel named = copy();
    named.setPredictionCol("class").toPerceptron().write().save(path);

    MultilayerPerceptronClassificationModel loaded =
        MultilayerPerceptronClassificationModel.load(path);

    assertEquals("class", loaded.getPredictionCol());
    assertSame(
        mllib.transform(rows), loaded.transform(rows).withColumnRenamed("class", "prediction"));
  }

  @Test
  void mllibsPerceptronHasNoOtherActivations() {
    Network network = model.network();
    List<Dense> layers = new ArrayList<>(network.layers());
    Dense first = layers.get(0);
    layers.set(0, new Dense(first.weights(), first.bias(), Activation.RELU));

    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new NeuralNetworkModel(new Network(layers)).toPerceptron());

    assertEquals(
        "MLlib's perceptron has sigmoid hidden layers and a softmax output, and the network is 6-5(relu)-3(softmax)",
        e.getMessage());
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
        new NeuralNetworkModel(single).transform(spark.createDataFrame(made, SCHEMA));

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
    Dataset<Row> stream = spark.readStream().schema(SCHEMA).parquet(input);

    StreamingQuery query =
        model
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("streamed")
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();

    assertSame(mllib.transform(rows), spark.table("streamed"));
  }

  @Test
  void partitionsWithoutRowsGiveNone() {
    assertSame(mllib.transform(rows.limit(3)), model.transform(rows.limit(3).repartition(7)));
    assertEquals(0, model.transform(rows.limit(0)).count());
  }

  @Test
  void twoOfThemInOnePipelineEachHaveTheirColumns() {
    NeuralNetworkModel second =
        copy()
            .setRawPredictionCol("raw2")
            .setProbabilityCol("probability2")
            .setPredictionCol("prediction2");

    Dataset<Row> both =
        new Pipeline().setStages(new PipelineStage[] {model, second}).fit(rows).transform(rows);

    assertSame(mllib.transform(rows), both);
    assertEquals(ROWS, both.where("prediction = prediction2").count());
    assertEquals(ROWS, both.where("probability = probability2").count());
  }

  /** As an ONNX model that divides pixels itself does. */
  @Test
  void whatANetworkTakesIsSaved() throws IOException {
    for (boolean isOfPixels : new boolean[] {false, true}) {
      String path = dir.resolve("saved" + isOfPixels).toString();
      new NeuralNetworkModel(new Network(model.network().layers(), isOfPixels)).write().save(path);

      assertEquals(isOfPixels, NeuralNetworkModel.load(path).network().isOfPixels());
    }
  }
}
