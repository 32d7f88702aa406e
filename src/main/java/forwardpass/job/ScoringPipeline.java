package forwardpass.job;

import forwardpass.files.FileWalk;
import forwardpass.files.FoundFiles;
import forwardpass.job.tallies.TallyFile;
import forwardpass.model.ClassNumbers;
import forwardpass.model.Model;
import forwardpass.report.Tally;
import forwardpass.report.TallyShape;
import forwardpass.scoring.BatchCounts;
import forwardpass.scoring.BatchScorer;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.ExecutorCheck;
import forwardpass.scoring.PredictionColumns;
import forwardpass.scoring.RecordMode;
import forwardpass.scoring.ResultColumns;
import forwardpass.sink.Completion;
import forwardpass.sink.PredictionSink;
import forwardpass.sink.SinkRows;
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
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

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

  private final ModelRequests models;
  private final OutputRequest output;

  public ScoringPipeline(SparkSession spark, ScoringRequest request) {
    this.spark = spark;
    this.asked = request.images();
    ModelRequests requested = new ModelRequests(request.models());
    ImageRequest prepared = requested.prepared(asked, spark);
    this.models = requested.with(prepared.pictures());
    this.images = prepared.named(models.classNames(prepared.labels().namesFile(), spark));
    this.output = request.output();
  }

  /** What the job reads. */
  public Inputs inputs() {
    return new Inputs(images.images(spark), images.labels(spark), models.paths(spark));
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
    Networks networks = models.read(images, spark);
    Model network = networks.ofPictures();
    images.labels().classNumbers(network); // refused before any work, where there are no such
    output.added().requireOf(network);
    FoundImages found = images.find(spark);
    SourceFormat format = found.format();
    images.labels().requireFor(format, inputs.images());
    SourceRequest request = images.source(found.files(), inputs, network, spark);
    Optional<IdxListing> files = format.list(request);
    ImageSource source = format.open(request, files);
    asked.requirePictures(source, inputs.images());
    requireMemory(networks, files, source.areBytes(), isTallied);
    Preparation preparation = images.pixels().preparation(source, network);
    return new ScoringPlan(
        networks,
        source,
        found.files(),
        files,
        ShownPictures.of(
            request.pictures(), source, files, images.pixels().isTransposed(), inputs.images()),
        isTallied,
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
      Networks networks, Optional<IdxListing> files, boolean areBytes, boolean isTallied) {
    Preflight.requireMemory(
        spark,
        new Preflight.Load(
            networks, files, batchSize(networks), areBytes, models.isDeterministic(), isTallied));
  }

  private int batchSize(Networks networks) {
    return networks.models().stream().mapToInt(images::batchSize).min().orElseThrow();
  }

  /**
   * Runs the job to its end.
   *
   * @param counts takes what it scores
   */
  public void run(ScoringPlan work, CountAccumulator counts) {
    work.files().ifPresent(files -> output.requireRoom(files, work.networks(), spark));
    Completion completion =
        ResumableFiles.of(work).map(files -> manifest(files, work, counts)).orElse(Completion.NONE);
    output.withRefused(
        counts,
        spark,
        () -> output.sink().write(scored(work.source(), work.networks(), counts), completion));
  }

  /** Says of an output in which all predictions are, of what they are. */
  private Completion manifest(ResumableFiles files, ScoringPlan work, CountAccumulator counts) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    return directory -> {
      Manifest.Step step = files.step(counts);
      new Manifest(
              work.networks().sha256(),
              options(work.networks().ofPictures(), work.source()),
              List.of(
                  isKept(work)
                      ? step.tallied(
                          TallyFile.write(
                              counts.tally(), directory, directory.getFileSystem(hadoop)))
                      : step))
          .write(Manifest.file(directory, hadoop));
    };
  }

  /** Whether a run that adds to the output may want the tally; of several networks none can. */
  private static boolean isKept(ScoringPlan work) {
    return work.isTallied() && !work.networks().areSeveral();
  }

  /** A tally of no images, of the first network of a job. */
  Tally emptyTally(ScoringPlan work) {
    return shapes(work).get(0).tally();
  }

  private List<TallyShape> shapes(ScoringPlan work) {
    int first = classNumbers(work.network()).first();
    return work.networks().models().stream()
        .map(network -> TallyShape.of(network, first, work.pictures()))
        .toList();
  }

  /** From now on, before any task is sent out, has what is counted be tallied for a report. */
  public void tally(ScoringPlan work, CountAccumulator counts) {
    counts.tallyFor(shapes(work));
  }

  /** Scores some of the files into a sink of their own. */
  void runGroup(ResumableFiles files, Model network, CountAccumulator counts, PredictionSink sink) {
    SourceRequest request = images.source(Optional.empty(), inputs(), network, spark);
    ImageSource source = files.source(idx -> SourceFormats.IDX.open(request, Optional.of(idx)));
    sink.write(scored(source, Networks.of(network), counts), Completion.NONE);
  }

  /** Tries the network on executors; gives their names. */
  public List<String> selfTest(Model network) {
    return ExecutorCheck.run(spark, Networks.of(network).broadcast(spark).get(0));
  }

  /**
   * The options that change what is written. Outputs of earlier versions, which do not name one
   * that came later, are to stay resumable: name it only where it is not its default.
   */
  Map<String, String> options(Model network, ImageSource source) {
    Map<String, String> options = new TreeMap<>(output.described());
    if (models.isDeterministic()) {
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
    return scored(source, Networks.of(network), counts, new BatchCounts());
  }

  /** What networks say of the images; computed when it is written. */
  private SinkRows scored(ImageSource source, Networks networks, CountAccumulator counts) {
    ClassNumbers numbers = images.labels().classNumbers(networks.first());
    ResultColumns columns =
        output.path().isEmpty()
            ? new BatchCounts()
            : new PredictionColumns(
                source.own(),
                numbers,
                networks.first().isRegression(),
                output.added().columns(networks, numbers),
                images.mode() == RecordMode.PERMISSIVE);
    return new SinkRows(
        InternalRows.table(spark, scored(source, networks, counts, columns), columns.schema()),
        source.areFilesOfTheirOwn() ? List.of() : List.of(PredictionColumns.FILE_COLUMN));
  }

  private JavaRDD<InternalRow> scored(
      ImageSource source, Networks networks, CountAccumulator counts, ResultColumns columns) {
    Model network = networks.ofPictures();
    spark.sparkContext().register(counts, "counts");
    Batching batching =
        new Batching(
            new LabelCheck(images.labels().classNumbers(network), network.isRegression()),
            batchSize(networks),
            network.inputs(),
            images.mode() == RecordMode.FAILFAST);
    BatchScorer scorer =
        new BatchScorer(
            networks.broadcast(spark),
            counts,
            source.reader(batching),
            source.byteScale(),
            source.numberScale(),
            images.pixels().preparation(source, network),
            images.mode(),
            "leave such records out with --mode DROPMALFORMED",
            models.isDeterministic(),
            columns);
    return source.rows(batching, columns.areWithOwn()).mapPartitions(scorer);
  }
}
