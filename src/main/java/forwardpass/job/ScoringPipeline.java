package forwardpass.job;

import forwardpass.error.InputException;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.nn.ClassNumbers;
import forwardpass.nn.LoadedNetwork;
import forwardpass.nn.Network;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.ExecutorCheck;
import forwardpass.scoring.Preparation;
import forwardpass.scoring.RowScorer;
import forwardpass.scoring.ScoredBatch;
import forwardpass.sink.OutputDirectory;
import forwardpass.sink.PredictionSink;
import forwardpass.source.ImageBatch;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxOptions;
import forwardpass.source.table.ImageTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
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
public final class ScoringPipeline {
  private static final int WHITE = 255;

  private final SparkSession spark;
  private final ImageRequest images;
  private final ModelRequest model;
  private final OutputRequest output;

  public ScoringPipeline(SparkSession spark, ScoringRequest request) {
    this.spark = spark;
    this.images = request.images();
    this.model = request.model();
    this.output = request.output();
  }

  /** What the job reads. */
  public Inputs inputs() {
    return new Inputs(images.images(spark), images.labels(spark), model.path(spark));
  }

  /**
   * Checks that the output can be written, reads the network, lists the files or opens the table,
   * and checks that there is memory for them.
   *
   * @param isTallied whether there will be a report
   */
  public ScoringPlan prepare(Inputs inputs, boolean isTallied) {
    long started = System.nanoTime();
    output.requireWritable(spark);
    LoadedNetwork loaded = model.read(spark);
    Network network = loaded.network();
    images.labels().classNumbers(network); // refused before any work, where there are no such
    FoundImages found = images.find(spark);
    images.labels().requireFor(found.format());
    if (found.format().equals(ImageFormat.IDX)) {
      IdxListing files = list(found.files().orElseThrow(), inputs.labels(), network);
      requireMemory(network, Optional.of(files), isTallied);
      InputSummary summary =
          InputSummary.of(
              files,
              inputs.labels(),
              images.pixels().integerScale(network),
              numberScale(files, network));
      return new ScoringPlan(
          loaded,
          Optional.of(files),
          Optional.empty(),
          ofNetwork(summary, network).with(preparation(files, network)),
          started);
    }
    requireMemory(network, Optional.empty(), isTallied);
    ImageTable table = images.table(found, spark, network);
    InputSummary summary = InputSummary.of(table);
    return new ScoringPlan(
        loaded,
        Optional.empty(),
        Optional.of(table),
        ofNetwork(summary, network).with(preparation(table, network)),
        started);
  }

  /** Says, where that is so, why pixels are not divided. */
  private InputSummary ofNetwork(InputSummary summary, Network network) {
    return images.pixels().areLeftTo(network)
        ? summary.withReason("as the network itself takes pixels from 0 to 255")
        : summary;
  }

  private void requireMemory(Network network, Optional<IdxListing> files, boolean isTallied) {
    Preflight.requireMemory(
        spark,
        new Preflight.Load(
            network, files, images.batchSize(network), model.isDeterministic(), isTallied));
  }

  /**
   * Runs the job to its end.
   *
   * @param counts takes what it scores
   */
  public void run(ScoringPlan work, CountAccumulator counts) {
    Network network = work.network();
    if (work.files().isPresent()) {
      IdxListing files = work.files().get();
      output.requireRoom(files, network, spark);
      run(files, network, counts, output.sink(network, manifest(files, network, counts)));
    } else {
      spark.sparkContext().register(counts, "counts");
      output
          .sink(network, OutputDirectory.Completion.NONE)
          .writeRows(score(work.table().orElseThrow(), network, counts));
    }
  }

  /** Says of an output in which all predictions are, of what they are. */
  private OutputDirectory.Completion manifest(
      IdxListing files, Network network, CountAccumulator counts) {
    return directory ->
        new Manifest(
                network.sha256(),
                options(network),
                List.of(Manifest.Step.of(files.pairs(), counts.value(), null)))
            .write(directory, spark.sessionState().newHadoopConf());
  }

  /** Scores some IDX files. */
  void run(IdxListing files, Network network, CountAccumulator counts, PredictionSink sink) {
    sink.write(scored(files, network, counts));
  }

  /**
   * The IDX files to score, as they are now.
   *
   * @throws InputException where one is damaged, or not for the network
   */
  public IdxListing list(Inputs inputs, Network network) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    return list(
        FileWalk.find(inputs.images(), images.selection(), hadoop), inputs.labels(), network);
  }

  private IdxListing list(FoundFiles found, Optional<String> labels, Network network) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    IdxListing files =
        IdxListing.of(
            found,
            labels.map(path -> FileWalk.find(path, images.labelSelection(), hadoop)),
            hadoop);
    files.requireImageSize(network.inputs());
    if (images.pixels().integerScale(network) != images.pixels().floatScale()) {
      files.requireOneKindOfNumbers();
    }
    preparation(files, network); // refused before any work, where it cannot be
    return files;
  }

  /** What numbers that are no bytes are multiplied by: integers by the same as bytes. */
  private float numberScale(IdxListing files, Network network) {
    return files.hasFloats() ? images.pixels().floatScale() : images.pixels().integerScale(network);
  }

  private Preparation preparation(IdxListing files, Network network) {
    boolean isOne =
        files.hasFloats()
            && numberScale(files, network) == 1
            && !images.pixels().areLeftTo(network);
    return images.pixels().preparation(files, isOne ? 1 : WHITE);
  }

  private Preparation preparation(ImageTable table, Network network) {
    return images
        .pixels()
        .preparation(network.inputs(), images.pixels().areLeftTo(network) ? WHITE : table.white());
  }

  /** Tries the network on executors; gives their names. */
  public List<String> selfTest(Network network) {
    return ExecutorCheck.run(spark, broadcast(network));
  }

  /**
   * The options that change what is written. Outputs of earlier versions, which do not name one
   * that came later, are to stay resumable: name it only where it is not its default.
   */
  Map<String, String> options(Network network) {
    Map<String, String> options = new TreeMap<>(output.described());
    if (model.isDeterministic()) {
      options.put("deterministic", "true"); // left out otherwise: as outputs have it that are there
    }
    options.put(
        "scale", images.pixels().integerScale(network) + ", " + images.pixels().floatScale());
    options.putAll(images.labels().described());
    options.putAll(images.pixels().described());
    return options;
  }

  /** What the network says of the images; computed when it is written. */
  public Dataset<ScoredBatch> scored(IdxListing files, Network network, CountAccumulator counts) {
    spark.sparkContext().register(counts, "counts");
    BatchScorer scorer =
        new BatchScorer(
            broadcast(network),
            counts,
            images.labels().classNumbers(network),
            images.pixels().integerScale(network),
            numberScale(files, network),
            preparation(files, network),
            output.withProbabilities(),
            model.isDeterministic());
    return read(files, network).mapPartitions(scorer, Encoders.bean(ScoredBatch.class));
  }

  private Dataset<ImageBatch> read(IdxListing files, Network network) {
    DataFrameReader reader =
        spark
            .read()
            .format("idx")
            .option(IdxOptions.LISTING, files.json())
            .option(IdxOptions.BATCH_SIZE, images.batchSize(network));
    if (!network.isRegression()) {
      ClassNumbers numbers = images.labels().classNumbers(network);
      reader.option(IdxOptions.CLASSES, numbers.count());
      reader.option(IdxOptions.FIRST_CLASS, numbers.first());
    }
    images.partitions().ifPresent(count -> reader.option(IdxOptions.PARTITIONS, count));
    return reader.load().as(Encoders.bean(ImageBatch.class));
  }

  private Dataset<Row> score(ImageTable table, Network network, CountAccumulator counts) {
    boolean withProbabilities = output.withProbabilities();
    RowScorer scorer =
        RowScorer.of(
            table,
            broadcast(network),
            counts,
            images.labels().classNumbers(network),
            preparation(table, network),
            images.batchSize(network),
            images.mode(),
            withProbabilities,
            model.isDeterministic());
    StructType schema = RowScorer.schema(table.own(), network, images.mode(), withProbabilities);
    return table.rows().mapPartitions(scorer, Encoders.row(schema));
  }

  private Broadcast<Network> broadcast(Network network) {
    return spark.sparkContext().broadcast(network, ClassTag$.MODULE$.apply(Network.class));
  }
}
