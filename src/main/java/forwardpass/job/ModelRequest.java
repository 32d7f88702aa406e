package forwardpass.job;

import forwardpass.error.UsageException;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.networks.EngineRequest;
import forwardpass.networks.WeightsFile;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import forwardpass.source.features.PictureWishes;
import forwardpass.weights.WeightsLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Which network.
 *
 * @param weights its file or directory; the project's own where it is not given
 * @param layout of the matrices; told from the arrays' names where it is not given
 * @param activations those that are given
 * @param engine what is to run it
 * @param isDeterministic whether it has to give the same bits in every run
 */
public record ModelRequest(
    Optional<String> weights,
    Optional<WeightsLayout> layout,
    Activations activations,
    EngineRequest engine,
    boolean isDeterministic) {
  /** The same, with an output of a graph that is kept beside the scores. */
  public ModelRequest with(Optional<String> embedding) {
    return with(engine.graph().withEmbedding(embedding));
  }

  /** The same, for pictures as they are asked for. */
  ModelRequest with(PictureWishes pictures) {
    return with(engine.graph().ofPictures(pictures.size(), pictures.channelCount()));
  }

  private ModelRequest with(GraphRequest graph) {
    return new ModelRequest(weights, layout, activations, engine.with(graph), isDeterministic);
  }

  /** Where the weights are. */
  public String path(SparkSession spark) {
    return weights.orElseGet(() -> BundledData.path("mnist_weights.pkl", "--weights", spark));
  }

  /**
   * How pictures are prepared for the network; none where it does not say.
   *
   * @throws forwardpass.error.WeightsException where it says what cannot be done
   */
  Optional<PreprocessorConfig> preprocessor(SparkSession spark) {
    return weights.flatMap(path -> WeightsFile.preprocessor(path, spark));
  }

  /**
   * The names of classes that a file has, or else the network's own files; none where there are
   * none.
   *
   * @throws UsageException where the file cannot be read
   */
  List<String> classNames(Optional<String> file, SparkSession spark) {
    return file.map(path -> WeightsFile.lines(path, spark))
        .or(() -> weights.map(path -> WeightsFile.classNames(path, spark)))
        .orElse(List.of());
  }

  /**
   * Reads the network.
   *
   * @throws UsageException where something is asked of it that its file says otherwise
   */
  public LoadedModel<? extends Model> read(SparkSession spark) {
    String path = path(spark);
    LoadedModel<? extends Model> loaded =
        WeightsFile.read(path, spark, layout, activations, engine);
    Model network = loaded.model();
    if (loaded.hasOwnActivations()) {
      requireAbsent("--activation", activations.hidden().map(ModelRequest::name), path, network);
      requireAbsent(
          "--output-activation", activations.output().map(ModelRequest::name), path, network);
      requireAbsent("--weights-layout", layout.map(WeightsLayout::toString), path, network);
    }
    if (loaded.model() instanceof Network dense
        && dense.outputs() == 1
        && dense.outputActivation() == Activation.SOFTMAX) {
      throw new UsageException(
          "Invalid --output-activation: softmax of the single output of %s is always 1; use sigmoid"
              .formatted(path));
    }
    return loaded;
  }

  /** What would have no say is not passed over. */
  private static void requireAbsent(
      String option, Optional<String> value, String path, Model network) {
    if (value.isPresent()) {
      throw new UsageException(
          "Invalid %s %s: %s says itself what its layers are, %s; leave %s out"
              .formatted(option, value.get(), path, network, option));
    }
  }

  private static String name(Activation activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }
}
