package forwardpass.ml;

import forwardpass.error.InputException;
import forwardpass.error.WeightsException;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.model.ClassNumbers;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.networks.MllibPerceptron;
import forwardpass.networks.SavedStage;
import forwardpass.networks.StageLayers;
import forwardpass.networks.StageNetwork;
import forwardpass.nn.Network;
import forwardpass.pixels.PixelRequest;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.RecordMode;
import forwardpass.source.Batching;
import forwardpass.source.LabelCheck;
import forwardpass.source.PixelScale;
import forwardpass.source.features.FeaturesReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * A network as a stage of Spark ML: adds to each row of a table, in a batch or a stream, what the
 * network says of its features, and keeps all its other columns. Features are MLlib's vectors or
 * arrays of numbers, taken as they are, or unsigned bytes, divided by 255; as many as the network
 * takes, or the job fails with the row's fault. In their place may be images, which are prepared as
 * parameters say.
 *
 * <p>The columns are those of MLlib's own classifiers: {@code rawPrediction} has the last layer
 * before its activation (logits), or the scores of a graph as it gives them, {@code probability}
 * what the network gives, both vectors, and {@code prediction} the class as a double. Of a network
 * with a single output, which says how likely the second class is, both vectors have two values, as
 * those of MLlib's binary classifiers. A column whose name is set to the empty string is left out.
 */
public final class NeuralNetworkModel extends PreparationParams<NeuralNetworkModel>
    implements MLWritable {
  private static final long serialVersionUID = 1;
  private static final int WHITE = 255;

  /** How to do without rows that cannot be scored, in messages. */
  static final String OTHERWISE = "leave such rows out before";

  private final StageNetwork network;

  /** A stage that runs this network. */
  public NeuralNetworkModel(Network network) {
    this(new StageLayers(network), Optional.empty());
  }

  /**
   * A stage that runs this network.
   *
   * @param preparation what is done to images first, where that is known
   */
  public NeuralNetworkModel(StageNetwork network, Optional<PreprocessorConfig> preparation) {
    this("neuralNetwork_" + UUID.randomUUID().toString().substring(24), network);
    preparation.ifPresent(this::prepareAs);
  }

  NeuralNetworkModel(String uid, StageNetwork network) {
    super(uid);
    this.network = network;
  }

  @Override
  NeuralNetworkModel self() {
    return this;
  }

  /**
   * The dense layers that the stage runs.
   *
   * @throws IllegalStateException where it runs a graph
   */
  public Network network() {
    if (network instanceof StageLayers layers) {
      return layers.network();
    }
    throw new IllegalStateException(
        "The network is a graph, which ONNX Runtime runs, and has no layers to give");
  }

  /** The column that the network reads ({@code features}). */
  public NeuralNetworkModel setFeaturesCol(String name) {
    set(featuresCol(), name);
    return this;
  }

  /**
   * The column of images that the network reads, in place of features: the files of pictures, as
   * bytes, or structs as Spark and Hugging Face have them.
   */
  public NeuralNetworkModel setImageCol(String name) {
    set(imageCol(), name);
    return this;
  }

  /** The column for logits ({@code rawPrediction}); empty for none. */
  public NeuralNetworkModel setRawPredictionCol(String name) {
    set(rawPredictionCol(), name);
    return this;
  }

  /** The column for what the network gives ({@code probability}); empty for none. */
  public NeuralNetworkModel setProbabilityCol(String name) {
    set(probabilityCol(), name);
    return this;
  }

  /** The column for the predicted class ({@code prediction}); empty for none. */
  public NeuralNetworkModel setPredictionCol(String name) {
    set(predictionCol(), name);
    return this;
  }

  /** Rows per matrix product (100). */
  public NeuralNetworkModel setBatchSize(int rows) {
    set(batchSize(), (Object) rows);
    return this;
  }

  /**
   * Adds the columns; computed when the result is. A row that cannot be scored fails the job with
   * {@link InputException}, and one for which the network gives no finite numbers with {@link
   * WeightsException}.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    StructType transformed = transformSchema(schema);
    int input = input(schema);
    PixelRequest pixels = pixels();
    LoadedModel<? extends Model> loaded = pixels.prepared(network.model(graphRequest()));
    loaded.notes().forEach(note -> logInfo(() -> note));
    Model model = loaded.model();
    PixelScale scale = pixels.scale(model);
    StageFeatures features = new StageFeatures(input(), isOfImages(), model, wishes());
    FeaturesReader reader = features.reader(schema.fields()[input].dataType());
    float white = reader.areBytes() || scale.ofFloats() != 1 ? WHITE : 1;
    boolean withLogits = isWanted(rawPredictionCol());
    BatchScorer scorer =
        new BatchScorer(
            List.of(
                dataset
                    .sparkSession()
                    .sparkContext()
                    .broadcast(scored(model, withLogits), ClassTag$.MODULE$.apply(Model.class))),
            null,
            new RowBatches(
                reader,
                input,
                new Batching(
                    new LabelCheck(new ClassNumbers(0, model.classes()), false),
                    (int) getOrDefault(batchSize()),
                    model.inputs(),
                    true)),
            scale.ofIntegers(),
            scale.ofFloats(),
            pixels.preparation(features.shape(reader), white, model),
            RecordMode.FAILFAST,
            OTHERWISE,
            false,
            new MllibColumns(
                transformed,
                schema.size(),
                model instanceof Network layers ? layers.outputActivation() : null,
                model.isRegression(),
                withLogits,
                isWanted(probabilityCol()),
                isWanted(predictionCol())));
    return RawRows.mapped(dataset.toDF(numbered(schema.size())), scorer, transformed);
  }

  /** What gives logits beside probabilities: of layers, the last activation is done later. */
  private static Model scored(Model model, boolean withLogits) {
    if (model instanceof Network layers) {
      return layers.logits();
    }
    return withLogits ? model.withScores() : model;
  }

  /** Tables may have two columns of one name. */
  private static String[] numbered(int columns) {
    return IntStream.range(0, columns).mapToObj(i -> "_" + i).toArray(String[]::new);
  }

  /**
   * The same network, and the same columns, as a model of MLlib's perceptron: for jobs that have no
   * Forwardpass on their class path.
   *
   * @throws IllegalArgumentException where MLlib's perceptron cannot be such a network: it has
   *     sigmoid hidden layers and a softmax output
   */
  public MultilayerPerceptronClassificationModel toPerceptron() {
    MultilayerPerceptronClassificationModel model = MllibPerceptron.model(uid(), network());
    model.setFeaturesCol(getOrDefault(featuresCol()));
    model.setRawPredictionCol(getOrDefault(rawPredictionCol()));
    model.setProbabilityCol(getOrDefault(probabilityCol()));
    model.setPredictionCol(getOrDefault(predictionCol()));
    return model;
  }

  @Override
  public NeuralNetworkModel copy(ParamMap extra) {
    return copyValues(new NeuralNetworkModel(uid(), network), extra);
  }

  @Override
  public MLWriter write() {
    return new NeuralNetworkModelWriter(this, network);
  }

  /** Whether a saved stage of this class is one of these, or was in an earlier version. */
  public static boolean isSavedAs(String className) {
    return SavedStage.isOf(className);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<NeuralNetworkModel> read() {
    return new NeuralNetworkModelReader();
  }

  /** Reads the stage that is saved at a path. */
  public static NeuralNetworkModel load(String path) {
    return read().load(path);
  }
}
