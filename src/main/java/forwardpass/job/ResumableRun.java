package forwardpass.job;

import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.job.tallies.SquaredErrors;
import forwardpass.job.tallies.TallyFile;
import forwardpass.model.Model;
import forwardpass.report.Tally;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import forwardpass.sink.Destination;
import forwardpass.sink.HeldFile;
import forwardpass.sink.PredictionSink;
import forwardpass.sink.ResumedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Scores files in groups into one output, each group committed by itself, and leaves out those that
 * an earlier run has committed: what a run that was ended has not done, or what has arrived since.
 *
 * <p>On a file system the predictions of a group are written beside the output's own. When they are
 * complete the manifest says where they are, and then they are renamed into the output; that they
 * are there, the manifest says when it is written next. On a store that renames nothing they appear
 * in the output, and then the manifest says that they are complete. A run that ends between any two
 * of these is finished by the next, or taken back.
 */
public final class ResumableRun {
  /** How many tasks each core has of a group, so that few cores wait for the last of them. */
  private static final int TASKS_PER_CORE = 8;

  private final SparkSession spark;
  private final ScoringPipeline job;
  private final OutputRequest output;
  private final Destination destination;
  private final String path;
  private final RunProgress run;
  private final PrintStream err;
  private final Configuration hadoop;

  /**
   * @param run is told how far it is
   * @param err takes a bar, or lines, that say it
   */
  public ResumableRun(
      SparkSession spark,
      ScoringPipeline job,
      OutputRequest output,
      RunProgress run,
      PrintStream err) {
    this.spark = spark;
    this.job = job;
    this.output = output;
    this.destination = output.destination().orElseThrow();
    this.path = destination.path();
    this.run = run;
    this.err = err;
    this.hadoop = spark.sessionState().newHadoopConf();
  }

  /**
   * What came of it.
   *
   * @param all of the output
   * @param before how many images of them were there before
   * @param tally of all; none where there is to be no report
   * @param errors of all; none where the network is no regression
   */
  public record Result(
      Counts all, long before, Optional<Tally> tally, Optional<SquaredErrors> errors) {}

  /** Scores what is not scored yet. */
  public Result run(ScoringPlan work) {
    ResumableFiles found =
        ResumableFiles.of(work)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--resume is for IDX files, tar shards and arrays of NumPy: score others in one run"));
    try {
      return ResumedDirectory.hold(path, hadoop, directory -> run(directory, found, work));
    } catch (IOException e) {
      throw OutputException.cannotWrite(path, e);
    }
  }

  private Result run(ResumedDirectory held, ResumableFiles found, ScoringPlan work)
      throws IOException {
    Model network = work.network();
    Map<String, String> options = job.options(network, work.source());
    String checksum = network.sha256();
    HeldFile file = Manifest.file(held.path(), hadoop);
    Manifest manifest = Manifest.read(file, checksum, options);
    requireSame(manifest, checksum, options);
    Tally tally = work.isTallied() ? tally(manifest, work, held) : null;
    GroupFiles files = new GroupFiles.Staged(held, destination);
    manifest = files.settle(manifest); // on a store, too: earlier versions renamed there
    if (held.isCommittedByStore(destination, spark)) {
      files = new GroupFiles.Uploaded(held, destination);
      manifest = files.settle(manifest);
    }
    TallyFile.clear(manifest.tallies(), held.path(), held.fileSystem());
    boolean isTallied = work.isTallied() || manifest.isTallied();
    long before = manifest.counts().images();
    ResumableFiles todo = found.without(manifest);
    todo.requireRoom(output, network, spark);
    if (!todo.isEmpty()) {
      held.begin();
    }
    run.beginGroups(todo.size(), manifest.counts());
    Progress progress = Progress.begin(spark, run, err);
    try {
      for (ResumableFiles group : groups(todo)) {
        CountAccumulator counts = new CountAccumulator();
        if (isTallied || network.isRegression()) {
          job.tally(work, counts);
        }
        manifest =
            files.add(
                manifest,
                sink -> {
                  Manifest.Step step = score(group, network, counts, sink);
                  return isTallied ? tallied(step, counts, held) : step;
                },
                all -> all.write(file));
        if (tally != null) {
          tally.addAll(counts.tally());
        }
      }
    } finally {
      progress.close();
      files.clearAfter();
    }
    held.requireHeld();
    manifest.write(file);
    held.complete();
    return new Result(
        manifest.counts(),
        before,
        Optional.ofNullable(tally),
        network.isRegression() ? Optional.of(errors(manifest, tally)) : Optional.empty());
  }

  /** Of all; a tally knows them of images, too, that earlier versions scored. */
  private static SquaredErrors errors(Manifest manifest, Tally tally) {
    return Optional.ofNullable(tally).flatMap(SquaredErrors::of).orElseGet(manifest::errors);
  }

  /** What earlier runs have tallied. */
  private Tally tally(Manifest manifest, ScoringPlan work, ResumedDirectory held) {
    requireTallied(manifest);
    Tally all = job.emptyTally(work);
    for (TallyFile each : manifest.tallies()) {
      all.addAll(each.read(held.path(), held.fileSystem()));
    }
    return all;
  }

  private void requireTallied(Manifest manifest) {
    if (!manifest.steps().isEmpty() && !manifest.isTallied()) {
      throw new UsageException(
          "Cannot report on %s: %,d of %,d images there were scored without --report, so that there is no report of all; leave out --report, or write to another --output"
              .formatted(path, manifest.untallied(), manifest.counts().images()));
    }
  }

  private void requireSame(Manifest manifest, String network, Map<String, String> options) {
    if (!manifest.network().equals(network)) {
      throw new UsageException(
          "Cannot resume %s: it was begun with another network, or with another output or layout of it; give the same, or another --output"
              .formatted(path));
    }
    if (!manifest.options().equals(options)) {
      throw new UsageException(
          "Cannot resume %s: it was begun with the options %s, these are %s; give those, or another --output"
              .formatted(path, manifest.options(), options));
    }
  }

  private List<ResumableFiles> groups(ResumableFiles todo) {
    return todo.groups(
        TASKS_PER_CORE * spark.sparkContext().defaultParallelism(),
        spark.sessionState().conf().filesMaxPartitionBytes());
  }

  private Manifest.Step score(
      ResumableFiles group, Model network, CountAccumulator counts, PredictionSink sink) {
    run.next(group.size(), counts);
    job.runGroup(group, network, counts, sink);
    return group.step(counts);
  }

  private static Manifest.Step tallied(
      Manifest.Step step, CountAccumulator counts, ResumedDirectory held) throws IOException {
    held.requireHeld();
    return step.tallied(TallyFile.write(counts.tally(), held.path(), held.fileSystem()));
  }
}
