package forwardpass.job;

import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.model.ClassNumbers;
import forwardpass.model.LoadedModel;
import forwardpass.model.Model;
import forwardpass.scoring.BatchCounts;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.ExecutorCheck;
import forwardpass.scoring.PredictionColumns;
import forwardpass.scoring.RecordMode;
import forwardpass.scoring.ResultColumns;
import forwardpass.sink.Completion;
import forwardpass.sink.PredictionSink;
import forwardpass.source.Batching;
import forwardpass.source.FileSource;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.InternalRows;
import forwardpass.source.LabelCheck;
import forwardpass.source.PixelScale;
import forwardpass.source.Preparation;
import forwardpass.source.formats.SourceFormat;
import forwardpass.source.formats.SourceFormats;
import forwardpass.source.formats.SourceRequest;
import forwardpass.source.idx.IdxListing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.reflect.ClassTag$;

/**
 * Scores a network over images: reads them in batches, runs each partition's through the network,
 * writes what it predicts where that is asked for, and counts. One pass over the images does it
 * all.
 */
public final class ScoringPipeline {
  private final SparkSession spark;
  private final ImageRequest asked;

  /** With what the network's own files say beside what was asked for. */
  private final ImageRequest images;

  private final ModelRequest model;
  private final OutputRequest output;

  public ScoringPipeline(SparkSession spark, ScoringRequest request) {
    this.spark = spark;
    this.asked = request.images();
    ImageRequest prepared =
        request.model().preprocessor(spark).map(asked::preparedAs).orElse(asked);
    this.model = request.model().with(prepared.pictures());
    this.images = prepared.named(model.classNames(asked.labels().namesFile(), spark));
    this.output = request.output();
  }

  /** What the job reads. */
  public Inputs inputs() {
    return new Inputs(images.images(spark), images.labels(spark), model.path(spark));
  }

  /** How labels name the classes of a network, by numbers and by names. */
  public ClassNumbers classNumbers(Model network) {
    return images.labels().classNumbers(network);
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
    LoadedModel<? extends Model> loaded =
        images.labels().noted(images.pixels().prepared(model.read(spark)));
    Model network = loaded.model();
    images.labels().classNumbers(network); // refused before any work, where there are no such
    output.added().requireOf(network);
    FoundImages found = images.find(spark);
    SourceFormat format = found.format();
    images.labels().requireFor(format, inputs.images());
    SourceRequest request = images.source(found.files(), inputs, network, spark);
    Optional<IdxListing> files = format.list(request);
    ImageSource source = format.open(request, files);
    asked.requirePictures(source, inputs.images());
    requireMemory(network, files, source.areBytes(), isTallied);
    Preparation preparation = images.pixels().preparation(source, network);
    return new ScoringPlan(
        loaded,
        source,
        found.files(),
        files,
        ShownPictures.of(
            request.pictures(), source, files, images.pixels().isTransposed(), inputs.images()),
        ofNetwork(source.summary(), network)
            .with(preparation.described() + images.pixels().standardization().described()),
        started);
  }

  /** Says, where that is so, why pixels are not divided. */
  private InputSummary ofNetwork(InputSummary summary, Model network) {
    return images.pixels().areLeftTo(network)
        ? summary.withReason("as the network itself takes pixels from 0 to 255")
        : summary;
  }

  private void requireMemory(
      Model network, Optional<IdxListing> files, boolean areBytes, boolean isTallied) {
    Preflight.requireMemory(
        spark,
        new Preflight.Load(
            network,
            files,
            images.batchSize(network),
            areBytes,
            model.isDeterministic(),
            isTallied));
  }

  /**
   * Runs the job to its end.
   *
   * @param counts takes what it scores
   */
  public void run(ScoringPlan work, CountAccumulator counts) {
    Model network = work.network();
    work.files().ifPresent(files -> output.requireRoom(files, network, spark));
    Completion completion =
        ResumableFiles.of(work).map(files -> manifest(files, work, counts)).orElse(Completion.NONE);
    output.sink().write(scored(work.source(), network, counts), completion);
  }

  /** Says of an output in which all predictions are, of what they are. */
  private Completion manifest(ResumableFiles files, ScoringPlan work, CountAccumulator counts) {
    return directory ->
        new Manifest(
                work.network().sha256(),
                options(work.network(), work.source()),
                List.of(files.step(counts.value(), null)))
            .write(directory, spark.sessionState().newHadoopConf());
  }

  /** Scores some of the files into a sink of their own. */
  void runGroup(ResumableFiles files, Model network, CountAccumulator counts, PredictionSink sink) {
    SourceRequest request = images.source(Optional.empty(), inputs(), network, spark);
    ImageSource source = files.source(idx -> SourceFormats.IDX.open(request, Optional.of(idx)));
    sink.write(scored(source, network, counts), Completion.NONE);
  }

  /** Tries the network on executors; gives their names. */
  public List<String> selfTest(Model network) {
    return ExecutorCheck.run(spark, broadcast(network));
  }

  /**
   * The options that change what is written. Outputs of earlier versions, which do not name one
   * that came later, are to stay resumable: name it only where it is not its default.
   */
  Map<String, String> options(Model network, ImageSource source) {
    Map<String, String> options = new TreeMap<>(output.described());
    if (model.isDeterministic()) {
      options.put("deterministic", "true"); // left out otherwise: as outputs have it that are there
    }
    PixelScale scale = images.pixels().scale(network);
    options.put("scale", scale.ofIntegers() + ", " + scale.ofFloats());
    options.putAll(images.labels().described());
    options.putAll(images.pixels().described());
    if (images.mode() != RecordMode.FAILFAST) {
      options.put("mode", images.mode().name());
    }
    if (source instanceof FileSource) {
      options.put("labelled", String.valueOf(source.isLabelled()));
    }
    if (source.arePictures()) {
      options.putAll(images.pictures().described());
    }
    return options;
  }

  /**
   * How many images each batch of some files has, and no more, as they are now; computed when it is
   * asked for.
   *
   * @param format of files
   */
  public JavaRDD<InternalRow> counted(
      SourceFormat format, Inputs inputs, Model network, CountAccumulator counts) {
    FoundFiles found =
        FileWalk.find(inputs.images(), images.selection(), spark.sessionState().newHadoopConf());
    SourceRequest request = images.source(Optional.of(found), inputs, network, spark);
    ImageSource source = format.open(request, format.list(request));
    return scored(source, network, counts, new BatchCounts());
  }

  /** What the network says of the images; computed when it is written. */
  private Dataset<Row> scored(ImageSource source, Model network, CountAccumulator counts) {
    ResultColumns columns =
        output.path().isEmpty()
            ? new BatchCounts()
            : new PredictionColumns(
                source.own(),
                images.labels().classNumbers(network),
                network.isRegression(),
                output.added().columns(network, images.labels().classNumbers(network)),
                images.mode() == RecordMode.PERMISSIVE);
    return InternalRows.table(spark, scored(source, network, counts, columns), columns.schema());
  }

  private JavaRDD<InternalRow> scored(
      ImageSource source, Model network, CountAccumulator counts, ResultColumns columns) {
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
            source.byteScale(),
            source.numberScale(),
            images.pixels().preparation(source, network),
            images.mode(),
            "leave such records out with --mode DROPMALFORMED",
            model.isDeterministic(),
            columns);
    return source.rows(batching, columns.areWithOwn()).mapPartitions(scorer);
  }

  private Broadcast<Model> broadcast(Model network) {
    return spark.sparkContext().broadcast(network, ClassTag$.MODULE$.apply(Model.class));
  }
}
