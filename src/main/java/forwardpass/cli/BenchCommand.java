package forwardpass.cli;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFile;
import forwardpass.job.BenchPass;
import forwardpass.job.BenchTable;
import forwardpass.job.ImageRequest;
import forwardpass.job.Inputs;
import forwardpass.job.ModelRequest;
import forwardpass.job.OutputRequest;
import forwardpass.job.ScoringPipeline;
import forwardpass.job.ScoringRequest;
import forwardpass.job.TestSetCopies;
import forwardpass.nn.Network;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.TaskRate;
import forwardpass.source.formats.SourceFormats;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how fast a cluster scores, beside how fast it could at most: the same network's matrix
 * products, and nothing else, on the same cores.
 */
@Command(
    name = "bench",
    description =
        "Measures images/s, bytes/s and the share of the dense limit (the matrix products alone), for each executor.",
    abbreviateSynopsis = true,
    sortOptions = false)
final class BenchCommand extends SparkCommand {
  /** Of the project's own test set: three million images, read from the page cache. */
  private static final int COPIES = 300;

  private static final double DENSE_SECONDS = 2;

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Passes over the images, after one that is not counted; the median is shown (${DEFAULT-VALUE}).")
  private int passes;

  private final PrintStream out;

  BenchCommand(PrintStream out, PrintStream err) {
    super(err);
    this.out = out;
  }

  @Override
  void check() {
    images.request();
    if (model.requests().size() > 1) {
      throw new UsageException("Invalid --weights: bench measures one network; name one");
    }
    if (passes < 1) {
      throw new UsageException("Invalid --passes: expected a whole number from 1, found " + passes);
    }
  }

  @Override
  void run(SparkSession spark) {
    ImageRequest asked = images.request();
    if (asked.find(spark).format() != SourceFormats.IDX) {
      throw new UsageException("Invalid --images: bench measures IDX files only; name some");
    }
    if (!asked.areOwn()) {
      measure(spark, asked.images(spark), asked.labels(spark));
      return;
    }
    if (!spark.sparkContext().master().startsWith("local")) {
      throw new UsageException(
          "--images is missing: the test set in data/ is on this machine only; name images that every executor can read");
    }
    try (TestSetCopies copies = TestSetCopies.of(asked.images(spark), COPIES)) {
      measure(spark, copies.directory().toUri().toString(), Optional.empty());
    } catch (IOException e) {
      throw new OutputException(
          "Cannot write copies of the test set: %s; make room, or name --images".formatted(e), e);
    }
  }

  private void measure(SparkSession spark, String path, Optional<String> labels) {
    ScoringRequest request =
        new ScoringRequest(images.request(), model.requests(), OutputRequest.NONE);
    ModelRequest weights = request.models().get(0);
    Inputs inputs = new Inputs(path, labels, List.of(weights.path(spark)));
    if (!(weights.read(spark).model() instanceof Network network)) {
      throw new UsageException("Invalid --weights: bench measures dense networks only; name one");
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<TaskRate> dense =
        TaskRate.ofDenseLimit(
            context,
            context.broadcast(network),
            request.images().batchSize(network),
            DENSE_SECONDS);
    ScoringPipeline job = new ScoringPipeline(spark, request);
    List<BenchPass> measured = new ArrayList<>();
    for (int i = 0; i <= passes; i++) {
      measured.add(BenchPass.of(() -> scored(job, inputs, network)));
    }
    out.print(
        BenchTable.of(
            dense, BenchPass.median(measured.subList(1, measured.size())), bytes(spark, path)));
  }

  private long bytes(SparkSession spark, String path) {
    return FileWalk.find(path, images.request().selection(), spark.sessionState().newHadoopConf())
        .files()
        .stream()
        .mapToLong(FoundFile::length)
        .sum();
  }

  private static JavaRDD<InternalRow> scored(ScoringPipeline job, Inputs inputs, Network network) {
    return job.counted(SourceFormats.IDX, inputs, network, new CountAccumulator());
  }
}
