package forwardpass.job;

import forwardpass.error.InputException;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.files.ImageFormat;
import forwardpass.nn.LoadedNetwork;
import forwardpass.nn.Network;
import forwardpass.scoring.BatchCounts;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.ExecutorCheck;
import forwardpass.scoring.PredictionColumns;
import forwardpass.scoring.RecordMode;
import forwardpass.scoring.ResultColumns;
import forwardpass.sink.OutputDirectory;
import forwardpass.sink.PredictionSink;
import forwardpass.source.Batching;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.LabelCheck;
import forwardpass.source.Preparation;
import forwardpass.source.RawRow;
import forwardpass.source.RawRows;
import forwardpass.source.idx.IdxImages;
import forwardpass.source.idx.IdxListing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * Scores a network over images: reads them in batches, runs each partition's through the network,
 * writes what it predicts where that is asked for, and counts. One pass over the images does it
 * all.
 */
public final class ScoringPipeline {
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
    Optional<IdxListing> files = Optional.empty();
    if (found.format().equals(ImageFormat.IDX)) {
      files = Optional.of(list(found.files().orElseThrow(), inputs.labels(), network));
    }
    requireMemory(network, files, isTallied);
    ImageSource source =
        files
            .map(listed -> source(listed, network))
            .orElseGet(() -> images.table(found, spark, network));
    Preparation preparation = images.pixels().preparation(source, network);
    return new ScoringPlan(
        loaded,
        source,
        preparation,
        files,
        ofNetwork(source.summary(), network).with(preparation),
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
    work.files().ifPresent(files -> output.requireRoom(files, network, spark));
    OutputDirectory.Completion completion =
        work.files()
            .map(files -> manifest(files, network, counts))
            .orElse(OutputDirectory.Completion.NONE);
    output.sink(completion).write(scored(work.source(), network, counts));
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
    sink.write(scored(source(files, network), network, counts));
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
    return files;
  }

  /** What numbers that are no bytes are multiplied by: integers by the same as bytes. */
  private float numberScale(IdxListing files, Network network) {
    return files.hasFloats() ? images.pixels().floatScale() : images.pixels().integerScale(network);
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
    if (images.mode() != RecordMode.FAILFAST) {
      options.put("mode", images.mode().name());
    }
    return options;
  }

  /** How many images each batch of IDX files has, and no more; computed when it is asked for. */
  public Dataset<RawRow> counted(IdxListing files, Network network, CountAccumulator counts) {
    return scored(source(files, network), network, counts, new BatchCounts());
  }

  private ImageSource source(IdxListing files, Network network) {
    return new IdxImages(
        spark,
        files,
        images.labels(spark),
        images.partitions(),
        images.pixels().integerScale(network),
        numberScale(files, network));
  }

  /** What the network says of the images; computed when it is written. */
  private Dataset<Row> scored(ImageSource source, Network network, CountAccumulator counts) {
    ResultColumns columns =
        output.path().isEmpty()
            ? new BatchCounts()
            : new PredictionColumns(
                source.own(),
                images.labels().classNumbers(network),
                network.isRegression(),
                output.withProbabilities(),
                images.mode() == RecordMode.PERMISSIVE);
    return RawRows.table(scored(source, network, counts, columns), columns.schema());
  }

  private Dataset<RawRow> scored(
      ImageSource source, Network network, CountAccumulator counts, ResultColumns columns) {
    spark.sparkContext().register(counts, "counts");
    Batching batching =
        new Batching(
            new LabelCheck(images.labels().classNumbers(network), network.isRegression()),
            images.batchSize(network),
            network.inputs(),
            images.mode() == RecordMode.FAILFAST);
    BatchScorer scorer =
        new BatchScorer(
            broadcast(network),
            counts,
            source.reader(batching),
            source.imageScale(),
            source.numberScale(),
            images.pixels().preparation(source, network),
            images.mode(),
            "leave such records out with --mode DROPMALFORMED",
            model.isDeterministic(),
            columns);
    return source
        .rows(batching, columns.areWithOwn())
        .mapPartitions(scorer, RawRows.encoder(columns.schema()));
  }

  private Broadcast<Network> broadcast(Network network) {
    return spark.sparkContext().broadcast(network, ClassTag$.MODULE$.apply(Network.class));
  }
}
