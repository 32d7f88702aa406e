package forwardpass.networks;

import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.model.GraphRequest;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What a stage of Spark ML runs, as it is kept until the stage is asked to run it. */
public sealed interface StageNetwork extends Serializable permits StageLayers, StageGraph {
  /**
   * What runs it.
   *
   * @param request what is asked for of it, if it is a graph
   * @throws UsageException where that cannot be done
   * @throws WeightsException where it takes no images
   */
  LoadedModel<? extends Model> model(GraphRequest request);

  /** The name of what metadata says of it. */
  String key();

  /** What metadata says of it: true, false or a text. */
  Object value();

  /** Writes it to files of its own in the directory of a stage. */
  void write(Path directory, SparkSession spark) throws IOException;

  /**
   * Reads that of a file, or of the directory of a model.
   *
   * @param activations of a network whose file does not say them
   * @throws WeightsException where there is none
   */
  static StageNetwork read(String path, SparkSession spark, Activations activations) {
    Optional<StageGraph> graph = StageGraph.find(path, spark);
    if (graph.isPresent()) {
      return graph.get();
    }
    // No graph is asked for, so that dense layers are all that it can be.
    return new StageLayers(
        (Network)
            WeightsFile.read(path, spark, Optional.empty(), activations, EngineRequest.ANY)
                .model());
  }

  /** The file system of a path. */
  static FileSystem fileSystem(Path path, SparkSession spark) throws IOException {
    return path.getFileSystem(spark.sessionState().newHadoopConf());
  }
}
