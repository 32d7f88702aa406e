package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.CommandRun;
import forwardpass.SharedSpark;
import forwardpass.TrainedNetwork;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.onnx.ModelWriter;
import forwardpass.onnxruntime.ConvolutionModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stage over a graph that ONNX Runtime runs says what the job says of it. */
class GraphStageTest {
  private static final int ROWS = 30;
  private static final int VALUES = 16;
  private static final int CLASSES = 3;
  private static final double TOLERANCE = 1e-5;
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("features", DataTypes.createArrayType(DataTypes.FloatType, false));

  @TempDir Path dir;

  private final float[] images = new float[ROWS * VALUES];
  private Path file;
  private Dataset<Row> rows;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(11);
    List<Row> made = new ArrayList<>();
    for (int id = 0; id < ROWS; id++) {
      List<Float> values = new ArrayList<>();
      for (int i = 0; i < VALUES; i++) {
        images[id * VALUES + i] = random.nextFloat();
        values.add(images[id * VALUES + i]);
      }
      made.add(RowFactory.create(id, values));
    }
    rows = SharedSpark.session().createDataFrame(made, SCHEMA);
    file = Files.write(dir.resolve("convolution.onnx"), ConvolutionModels.logits(-1).model());
  }

  private NeuralNetworkModel stage() {
    return TrainedNetwork.load(file.toString());
  }

  private static List<Row> byId(Dataset<Row> found) {
    return found.orderBy("id").collectAsList();
  }

  @Test
  void itGivesWhatTheJobGives() {
    Path table = dir.resolve("table");
    rows.coalesce(1).write().parquet(table.toString());
    Path output = dir.resolve("output");
    CommandRun run =
        CommandRun.of("--images", table, "--weights", file, "--output", output, "--probabilities");
    assertEquals(0, run.status(), run.err());
    List<Row> ofJob = byId(SharedSpark.session().read().parquet(output.toString()));

    List<Row> found = byId(stage().setBatchSize(7).transform(rows));

    assertEquals(ROWS, ofJob.size());
    assertEquals(ROWS, found.size());
    double[] expected = ConvolutionModels.probabilities(images);
    for (int id = 0; id < ROWS; id++) {
      double[] probability = found.get(id).<Vector>getAs("probability").toArray();
      double[] logits = found.get(id).<Vector>getAs("rawPrediction").toArray();
      assertEquals(
          ofJob.get(id).<Integer>getAs("prediction").doubleValue(),
          found.get(id).<Double>getAs("prediction"));
      List<Float> given = ofJob.get(id).getList(ofJob.get(id).fieldIndex("probabilities"));
      for (int k = 0; k < CLASSES; k++) {
        assertEquals(given.get(k), (float) probability[k]);
        assertEquals(expected[id * CLASSES + k], probability[k], TOLERANCE);
        assertEquals(probability[k] / probability[0], Math.exp(logits[k] - logits[0]), 1e-4);
      }
    }
  }

  @Test
  void aPipelineWithItSavesAndLoadsWithoutTheFile() throws IOException {
    NeuralNetworkModel stage =
        stage().setMean(0.25).setStd(0.5).setNormalize(false).setPredictionCol("class");
    PipelineModel pipeline = new Pipeline().setStages(new PipelineStage[] {stage}).fit(rows);
    List<Row> expected = byId(pipeline.transform(rows));
    String path = dir.resolve("pipeline").toString();
    pipeline.write().save(path);
    Files.delete(file);

    PipelineModel loaded = PipelineModel.load(path);

    NeuralNetworkModel again = (NeuralNetworkModel) loaded.stages()[0];
    assertEquals(stage.uid(), again.uid());
    assertEquals(stage.extractParamMap().size(), again.extractParamMap().size());
    assertArrayEquals(new double[] {0.25}, again.getOrDefault(again.mean()));
    assertEquals(expected, byId(loaded.transform(rows)));
    float[] standardized = images.clone();
    for (int i = 0; i < standardized.length; i++) {
      standardized[i] = (standardized[i] - 0.25f) / 0.5f;
    }
    assertEquals(
        ConvolutionModels.probabilities(standardized)[0],
        expected.get(0).<Vector>getAs("probability").apply(0),
        TOLERANCE);
  }

  @Test
  void aSavedGraphIsNoWeightsFileOfTheJob() throws IOException {
    String path = dir.resolve("stage").toString();
    stage().write().save(path);

    WeightsException e = assertThrows(WeightsException.class, () -> TrainedNetwork.load(path));

    assertEquals(
        "Unsupported: %s: expected a saved stage of dense layers, found one with a graph; load it with NeuralNetworkModel.load, or give --weights the file graph/model.onnx in it, and the options that its parameters are"
            .formatted(path),
        e.getMessage());
  }

  @Test
  void aSavedStageWithoutItsGraphIsRefused() throws IOException {
    Path stage = dir.resolve("stage");
    stage().write().save(stage.toString());
    Path graph = stage.resolve("graph/model.onnx");
    Files.delete(graph);

    WeightsException e =
        assertThrows(WeightsException.class, () -> NeuralNetworkModel.load(stage.toString()));

    assertEquals(
        "Cannot read %s: expected the graph of a stage, found: File %s does not exist; save the stage again"
            .formatted(graph, graph),
        e.getMessage().replace("file:", ""));
  }

  @Test
  void aSavedGraphThatEndsTooEarlyIsRefused() throws IOException {
    Path stage = dir.resolve("stage");
    stage().write().save(stage.toString());
    Path graph = stage.resolve("graph/model.onnx");
    Files.write(graph, Arrays.copyOf(Files.readAllBytes(graph), 100));
    Files.delete(graph.resolveSibling(".model.onnx.crc"));
    NeuralNetworkModel loaded = NeuralNetworkModel.load(stage.toString());

    WeightsException e = assertThrows(WeightsException.class, () -> loaded.transform(rows));

    assertEquals(
        "Truncated: %s, byte 11: expected 407 bytes of ONNX, found 89; copy the file again"
            .formatted(graph),
        e.getMessage());
  }

  @Test
  void whatASavedGraphIsIsShown() throws IOException {
    Path stage = dir.resolve("stage");
    stage().write().save(stage.toString());
    byte[] graph = Files.readAllBytes(file);

    assertEquals(
        "directory: %s\nformat: saved by Spark ML %s as forwardpass.ml.NeuralNetworkModel\ngraph: model.onnx, %d bytes, SHA-256 %s\n"
            .formatted(
                stage, SharedSpark.session().version(), graph.length, DigestUtils.sha256Hex(graph)),
        CommandRun.of("inspect", stage).out());
  }

  /** A graph of one value for each image, the sum of its 16, and what follows it. */
  private Row ofOneOutput(String last) throws IOException {
    ModelWriter model =
        new ModelWriter()
            .input("x", -1, 1, 4, 4)
            .node("ReduceMean", "x->m", ModelWriter.attribute("axes", 2L, 3L))
            .node("Flatten", "m->f")
            .node(last, "f->y")
            .output("y", -1, 1);
    Path path = Files.write(dir.resolve(last + ".onnx"), model.model());
    return TrainedNetwork.load(path.toString()).transform(rows).orderBy("id").head();
  }

  private double meanOfFirst() {
    double sum = 0;
    for (int i = 0; i < VALUES; i++) {
      sum += images[i];
    }
    return sum / VALUES;
  }

  @Test
  void aSingleProbabilityIsThatOfTheSecondClass() throws IOException {
    Row row = ofOneOutput("Sigmoid");

    double second = 1 / (1 + Math.exp(-meanOfFirst()));
    double[] both = {1 - second, second};
    assertArrayEquals(both, row.<Vector>getAs("probability").toArray(), TOLERANCE);
    assertArrayEquals(both, row.<Vector>getAs("rawPrediction").toArray(), TOLERANCE);
    assertEquals(1.0, row.<Double>getAs("prediction"));
  }

  @Test
  void aRegressionPredictsItsNumber() throws IOException {
    assertEquals(-meanOfFirst(), ofOneOutput("Neg").<Double>getAs("prediction"), TOLERANCE);
  }

  @Test
  void itIsCopiedWithItsParameters() {
    NeuralNetworkModel copy = stage().setResize("8").setImageCol("image").copy(new ParamMap());

    assertEquals("8", copy.getOrDefault(copy.resize()));
    assertEquals("image", copy.getOrDefault(copy.imageCol()));
  }

  @Test
  void itHasNoLayers() {
    NeuralNetworkModel stage = stage();

    IllegalStateException e = assertThrows(IllegalStateException.class, stage::network);

    assertEquals(
        "The network is a graph, which ONNX Runtime runs, and has no layers to give",
        e.getMessage());
    assertEquals(
        e.getMessage(),
        assertThrows(IllegalStateException.class, stage::toPerceptron).getMessage());
  }

  @Test
  void whatIsOfGraphsIsNotForLayers() {
    NeuralNetworkModel layers =
        TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString())
            .setLayout("nchw");

    UsageException e = assertThrows(UsageException.class, () -> layers.transform(rows));

    assertEquals(
        "Invalid --layout: expected a graph that ONNX Runtime runs, found the layers 784-50(sigmoid)-100(sigmoid)-10(softmax); leave it out",
        e.getMessage());
  }

  /** Bytes are divided by 255, as whatever reads them has them. */
  @Test
  void bytesAreDivided() {
    byte[] pixels = new byte[VALUES];
    float[] shades = new float[VALUES];
    for (int i = 0; i < VALUES; i++) {
      pixels[i] = (byte) (17 * i);
      shades[i] = 17 * i / 255f;
    }
    StructType schema = new StructType().add("features", DataTypes.BinaryType);
    Row row =
        stage()
            .transform(
                SharedSpark.session()
                    .createDataFrame(List.of(RowFactory.create((Object) pixels)), schema))
            .head();

    assertArrayEquals(
        ConvolutionModels.probabilities(shades),
        row.<Vector>getAs("probability").toArray(),
        TOLERANCE);
  }
}
