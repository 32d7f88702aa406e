package forwardpass;

import forwardpass.nn.Network;
import forwardpass.spark.BatchScorer;
import forwardpass.spark.CountAccumulator;
import forwardpass.spark.Counts;
import forwardpass.spark.IdxOptions;
import forwardpass.spark.ImageBatch;
import forwardpass.spark.PredictionSink;
import forwardpass.spark.RowScorer;
import forwardpass.spark.ScoredBatch;
import forwardpass.spark.Table;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import scala.reflect.ClassTag$;

/**
 * Scores a network over images: reads them in batches, runs each partition's through the network,
 * writes what it predicts where that is asked for, and counts. One pass over the images does it
 * all.
 */
public final class ScoringJob {
  private final SparkSession spark;
  private final ImageOptions images;
  private final ModelOptions model;
  private final OutputOptions output;

  ScoringJob(SparkSession spark, ImageOptions images, ModelOptions model, OutputOptions output) {
    this.spark = spark;
    this.images = images;
    this.model = model;
    this.output = output;
  }

  /** Runs the command that the arguments name; {@code --help} tells which there are. */
  public static void main(String[] args) {
    int status = Commands.run(args, System.out, System.err);
    if (status != ExitStatus.DONE.code()) {
      System.exit(status);
    }
  }

  /** Runs the job to its end and says what it scored. */
  Counts run() {
    Inputs inputs = new Inputs(images.images(spark), images.labels(spark), model.path(spark));
    output.requireApartFrom(inputs, spark);
    Network network = model.read(spark);
    CountAccumulator counts = new CountAccumulator();
    spark.sparkContext().register(counts, "counts");
    String format = images.format(spark);
    PredictionSink sink = output.sink(network);
    if (format.equals(ImageFormat.IDX)) {
      sink.write(scored(inputs, network, counts));
    } else {
      sink.writeRows(score(images.table(format, spark, network), network, counts));
    }
    return counts.value();
  }

  /** What the network says of the images; computed when it is written. */
  Dataset<ScoredBatch> scored(Inputs inputs, Network network, CountAccumulator counts) {
    return score(read(inputs, network), network, counts);
  }

  private Dataset<ImageBatch> read(Inputs inputs, Network network) {
    DataFrameReader reader =
        spark
            .read()
            .format("idx")
            .option(IdxOptions.BATCH_SIZE, images.batchSize(network))
            .option(IdxOptions.IMAGE_SIZE, network.inputs());
    images.partitions().ifPresent(count -> reader.option(IdxOptions.PARTITIONS, count));
    inputs.labels().ifPresent(labels -> reader.option(IdxOptions.LABELS, labels));
    return reader.load(inputs.images()).as(Encoders.bean(ImageBatch.class));
  }

  private Dataset<ScoredBatch> score(
      Dataset<ImageBatch> batches, Network network, CountAccumulator counts) {
    BatchScorer scorer =
        new BatchScorer(
            broadcast(network),
            counts,
            images.imageScale(),
            images.featureScale(),
            output.withProbabilities());
    return batches.mapPartitions(scorer, Encoders.bean(ScoredBatch.class));
  }

  private Dataset<Row> score(Table table, Network network, CountAccumulator counts) {
    boolean withProbabilities = output.withProbabilities();
    RowScorer scorer =
        RowScorer.of(
            table,
            broadcast(network),
            counts,
            images.batchSize(network),
            images.mode(),
            withProbabilities);
    StructType schema = RowScorer.schema(table.own(), images.mode(), withProbabilities);
    return table.rows().mapPartitions(scorer, Encoders.row(schema));
  }

  private Broadcast<Network> broadcast(Network network) {
    return spark.sparkContext().broadcast(network, ClassTag$.MODULE$.apply(Network.class));
  }
}
