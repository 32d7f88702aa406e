package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.SharedSpark;
import forwardpass.networks.MllibPerceptron;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage or a perceptron of MLlib saved is loaded as the same network. */
class SavedStageTest {
  private static TrainedPerceptron trained;

  @TempDir Path dir;

  @BeforeAll
  static void train() {
    trained = TrainedPerceptron.train();
  }

  @Test
  void aPipelineWithAStageSavesAndLoads() throws IOException {
    PipelineModel pipeline =
        new Pipeline()
            .setStages(new PipelineStage[] {trained.stage().setBatchSize(10)})
            .fit(trained.rows());
    String path = dir.resolve("pipeline").toString();
    pipeline.write().save(path);

    PipelineModel loaded = PipelineModel.load(path);

    assertEquals(
        10, ((NeuralNetworkModel) loaded.stages()[0]).getOrDefault(trained.model().batchSize()));
    trained.assertGives(loaded.transform(trained.rows()));
  }

  @Test
  void aStageSavesAndLoadsByItself() throws IOException {
    String path = dir.resolve("model").toString();
    trained.model().write().save(path);
    assertThrows(IOException.class, () -> trained.model().write().save(path));
    trained.model().write().overwrite().save(path);

    NeuralNetworkModel loaded = NeuralNetworkModel.load(path);

    assertEquals(trained.model().uid(), loaded.uid());
    assertEquals("6-5(sigmoid)-3(softmax)", loaded.network().toString());
    trained.assertGives(loaded.transform(trained.rows()));
  }

  @Test
  void mllibsSavedPerceptronIsReadAsTheSameNetwork() throws IOException {
    String path = dir.resolve("perceptron").toString();
    trained.mllib().write().save(path);

    trained.assertGives(
        new NeuralNetworkModel(MllibPerceptron.read(path)).transform(trained.rows()));
  }

  @Test
  void mllibLoadsAStageAsAPerceptronWithItsColumns() throws IOException {
    String path = dir.resolve("converted").toString();
    NeuralNetworkModel named = trained.stage();
    named.setPredictionCol("class").toPerceptron().write().save(path);

    MultilayerPerceptronClassificationModel loaded =
        MultilayerPerceptronClassificationModel.load(path);

    assertEquals("class", loaded.getPredictionCol());
    trained.assertGives(loaded.transform(trained.rows()).withColumnRenamed("class", "prediction"));
  }

  @Test
  void mllibsPerceptronHasNoOtherActivations() {
    Network network = trained.model().network();
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

  /** As an ONNX model that divides pixels itself does. */
  @Test
  void whatANetworkTakesIsSaved() throws IOException {
    for (boolean isOfPixels : new boolean[] {false, true}) {
      String path = dir.resolve("saved" + isOfPixels).toString();
      new NeuralNetworkModel(new Network(trained.model().network().layers(), isOfPixels))
          .write()
          .save(path);

      assertEquals(isOfPixels, NeuralNetworkModel.load(path).network().isOfPixels());
    }
  }

  /** By the version for Spark 4.1. Expected: NumPy, float32. */
  @Test
  void aStageThatAnEarlierVersionSavedPredictsTheSame() {
    SparkSession spark = SharedSpark.session();
    PipelineModel saved =
        PipelineModel.load(getClass().getResource("/stages/spark-4.1").toString());
    StructType schema =
        new StructType().add("pixels", DataTypes.createArrayType(DataTypes.FloatType, false));
    List<Row> rows =
        List.of(
            RowFactory.create((Object) new Float[] {0.25f, -0.5f}),
            RowFactory.create((Object) new Float[] {-1f, 0.5f}),
            RowFactory.create((Object) new Float[] {0f, 0f}));

    List<Row> predicted =
        saved
            .transform(spark.createDataFrame(rows, schema))
            .select("prediction", "probability")
            .collectAsList();

    NeuralNetworkModel stage = (NeuralNetworkModel) saved.stages()[0];
    assertEquals("network_of_before", stage.uid());
    assertEquals(7, stage.getOrDefault(stage.batchSize()));
    assertEquals(true, stage.network().isOfPixels());
    assertEquals(List.of(1.0, 1.0, 1.0), predicted.stream().map(row -> row.getDouble(0)).toList());
    assertEquals(
        List.of("0.7361", "0.8583", "0.8816"),
        predicted.stream().map(row -> "%.4f".formatted(((Vector) row.get(1)).apply(1))).toList());
  }
}
