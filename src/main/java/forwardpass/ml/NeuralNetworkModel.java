package forwardpass.ml;

import forwardpass.error.InputException;
import forwardpass.error.WeightsException;
import forwardpass.model.ClassNumbers;
import forwardpass.nn.Network;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.RecordMode;
import forwardpass.source.Batching;
import forwardpass.source.LabelCheck;
import forwardpass.source.Preparation;
import forwardpass.source.features.ByteFeatures;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.NumberFeatures;
import forwardpass.source.features.VectorFeatures;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * A network as a stage of Spark ML: adds to each row of a table, in a batch or a stream, what the
 * network says of its features, and keeps all its other columns. Features are MLlib's vectors or
 * arrays of numbers, taken as they are, or unsigned bytes, divided by 255; as many as the network
 * takes, or the job fails with the row's fault.
 *
 * <p>The columns are those of MLlib's own classifiers: {@code rawPrediction} has the last layer
 * before its activation (logits), {@code probability} what the network gives, both vectors, and
 * {@code prediction} the class as a double. Of a network with a single output, which says how
 * likely the second class is, both vectors have two values, as those of MLlib's binary classifiers.
 * A column whose name is set to the empty string is left out.
 */
public final class NeuralNetworkModel extends Transformer implements MLWritable {
  private static final long serialVersionUID = 1;
  private static final int DEFAULT_BATCH_SIZE = 100;

  /** How to do without rows that cannot be scored, in messages. */
  static final String OTHERWISE = "leave such rows out before";

  private final String uid;
  private final Network network;
  private final Param<String> featuresCol;
  private final Param<String> rawPredictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> predictionCol;
  private final IntParam batchSize;

  /** A stage that runs this network. */
  public NeuralNetworkModel(Network network) {
    this("neuralNetwork_" + UUID.randomUUID().toString().substring(24), network);
  }

  NeuralNetworkModel(String uid, Network network) {
    this.uid = uid;
    this.network = network;
    // Not where they are declared: parameters ask for the uid.
    featuresCol =
        new Param<>(this, "featuresCol", "column of vectors, arrays of numbers, or bytes");
    rawPredictionCol =
        new Param<>(this, "rawPredictionCol", "column for the last layer before its activation");
    probabilityCol = new Param<>(this, "probabilityCol", "column for what the network gives");
    predictionCol = new Param<>(this, "predictionCol", "column for the predicted class");
    batchSize = new IntParam(this, "batchSize", "rows per matrix product", ParamValidators.gtEq(1));
    setDefault(featuresCol, "features");
    setDefault(rawPredictionCol, "rawPrediction");
    setDefault(probabilityCol, "probability");
    setDefault(predictionCol, "prediction");
    setDefault(batchSize, DEFAULT_BATCH_SIZE);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The network that the stage runs. */
  public Network network() {
    return network;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  /** The column that the network reads ({@code features}). */
  public NeuralNetworkModel setFeaturesCol(String name) {
    set(featuresCol, name);
    return this;
  }

  /** The column for logits ({@code rawPrediction}); empty for none. */
  public NeuralNetworkModel setRawPredictionCol(String name) {
    set(rawPredictionCol, name);
    return this;
  }

  /** The column for what the network gives ({@code probability}); empty for none. */
  public NeuralNetworkModel setProbabilityCol(String name) {
    set(probabilityCol, name);
    return this;
  }

  /** The column for the predicted class ({@code prediction}); empty for none. */
  public NeuralNetworkModel setPredictionCol(String name) {
    set(predictionCol, name);
    return this;
  }

  /** Rows per matrix product (100). */
  public NeuralNetworkModel setBatchSize(int rows) {
    set(batchSize, (Object) rows);
    return this;
  }

  /**
   * @throws IllegalArgumentException where a column to add is there already, or where the features
   *     are not there or of another type, as MLlib's stages have it
   */
  @Override
  public StructType transformSchema(StructType schema) {
    features(schema);
    StructType transformed = schema;
    transformed = with(transformed, rawPredictionCol, SQLDataTypes.VectorType());
    transformed = with(transformed, probabilityCol, SQLDataTypes.VectorType());
    return with(transformed, predictionCol, DataTypes.DoubleType);
  }

  private StructType with(StructType schema, Param<String> column, DataType type) {
    String name = getOrDefault(column);
    if (name.isEmpty()) {
      return schema;
    }
    if (List.of(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "Output column %s already exists; set %s to another".formatted(name, column.name()));
    }
    return schema.add(name, type);
  }

  /** The place of the features. */
  private int features(StructType schema) {
    String name = getOrDefault(featuresCol);
    int at = List.of(schema.fieldNames()).indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "Column %s does not exist; the columns are %s"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.fields()[at].dataType();
    boolean isOfNumbers =
        type instanceof ArrayType array && array.elementType() instanceof NumericType;
    if (!isOfNumbers
        && !type.equals(SQLDataTypes.VectorType())
        && !type.equals(DataTypes.BinaryType)) {
      throw new IllegalArgumentException(
          "Column %s must be of vectors, arrays of numbers, or bytes, but is of %s"
              .formatted(name, type.simpleString()));
    }
    return at;
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
    int features = features(schema);
    Dataset<Row> rows = dataset.toDF(numbered(schema.size()));
    DataType type = schema.fields()[features].dataType();
    int width = network.inputs();
    Network logits = network.logits();
    BatchScorer scorer =
        new BatchScorer(
            dataset
                .sparkSession()
                .sparkContext()
                .broadcast(logits, ClassTag$.MODULE$.apply(Network.class)),
            null,
            new RowBatches(
                reader(type),
                features,
                new Batching(
                    new LabelCheck(new ClassNumbers(0, network.classes()), false),
                    (Integer) getOrDefault(batchSize),
                    width,
                    true)),
            network.byteScale(),
            1,
            Preparation.NONE,
            RecordMode.FAILFAST,
            OTHERWISE,
            false,
            new MllibColumns(
                transformed,
                schema.size(),
                network.outputActivation(),
                !getOrDefault(rawPredictionCol).isEmpty(),
                !getOrDefault(probabilityCol).isEmpty(),
                !getOrDefault(predictionCol).isEmpty()));
    return RawRows.mapped(rows, scorer, transformed);
  }

  /** Numbers are taken as they are: only columns of bytes are pixels, which have no sign. */
  private FeaturesReader reader(DataType type) {
    if (type.equals(DataTypes.BinaryType)) {
      return new ByteFeatures(network.inputs());
    }
    return type instanceof ArrayType array
        ? new NumberFeatures(network.inputs(), array, true)
        : new VectorFeatures(network.inputs());
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
    MultilayerPerceptronClassificationModel model = MllibPerceptron.model(uid, network);
    model.setFeaturesCol(getOrDefault(featuresCol));
    model.setRawPredictionCol(getOrDefault(rawPredictionCol));
    model.setProbabilityCol(getOrDefault(probabilityCol));
    model.setPredictionCol(getOrDefault(predictionCol));
    return model;
  }

  @Override
  public NeuralNetworkModel copy(ParamMap extra) {
    return copyValues(new NeuralNetworkModel(uid, network), extra);
  }

  @Override
  public MLWriter write() {
    return new NeuralNetworkModelWriter(this);
  }

  /** Whether a saved stage of this class is one of these, or was in an earlier version. */
  public static boolean isSavedAs(String className) {
    return className.equals(NeuralNetworkModel.class.getName())
        || className.equals("forwardpass.spark.NeuralNetworkModel");
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
