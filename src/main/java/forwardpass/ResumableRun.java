package forwardpass;

import forwardpass.error.InputException;
import forwardpass.error.OutputException;
import forwardpass.error.UsageException;
import forwardpass.nn.Network;
import forwardpass.spark.CountAccumulator;
import forwardpass.spark.Counts;
import forwardpass.spark.IdxListing;
import forwardpass.spark.IdxPair;
import forwardpass.spark.OutputDirectory;
import forwardpass.spark.OutputLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Scores IDX files in groups into one output, each group committed by itself, and leaves out those
 * that an earlier run has committed: what a run that was ended has not done, or what has arrived
 * since.
 *
 * <p>The predictions of a group are written beside the output's own, in {@code _staging}. When they
 * are complete the manifest says where they are, and then they are renamed into the output; that
 * they are there, the manifest says when it is written next. A run that ends between any two of
 * these is finished by the next.
 */
final class ResumableRun {
  private static final String STAGING = "_staging";
  private static final String SUCCESS = "_SUCCESS";

  /** How many tasks each core has of a group, so that few cores wait for the last of them. */
  private static final int TASKS_PER_CORE = 8;

  private final SparkSession spark;
  private final ScoringJob job;
  private final OutputOptions output;
  private final Configuration hadoop;

  ResumableRun(SparkSession spark, ScoringJob job, OutputOptions output) {
    this.spark = spark;
    this.job = job;
    this.output = output;
    this.hadoop = spark.sessionState().newHadoopConf();
  }

  /**
   * What came of it.
   *
   * @param all of the output
   * @param before how many images of them were there before
   */
  record Result(Counts all, long before) {}

  /** Scores what is not scored yet. */
  Result run(IdxListing found, Network network) {
    try {
      Path named = new Path(output.path());
      FileSystem fileSystem = named.getFileSystem(hadoop);
      Path directory = fileSystem.makeQualified(named);
      OutputLock.clear(directory, fileSystem);
      OutputLock.requireNone(directory, fileSystem, output.path());
      requireResumable(fileSystem, directory);
      OutputLock.Held held = OutputLock.hold(directory, fileSystem, output.path());
      try {
        return run(fileSystem, directory, found, network);
      } finally {
        if (!fileSystem.exists(Manifest.path(directory))) {
          fileSystem.delete(directory, true);
        }
        held.close();
      }
    } catch (IOException e) {
      throw new OutputException(
          "Cannot write %s: %s; check the path, its permissions and the space there"
              .formatted(output.path(), e.getMessage()),
          e);
    }
  }

  private void requireResumable(FileSystem fileSystem, Path directory) throws IOException {
    if (fileSystem.exists(directory)
        && fileSystem.listStatus(directory).length > 0
        && !fileSystem.exists(Manifest.path(directory))) {
      throw new OutputException(
          "Cannot resume %s: expected the output of an earlier run, found no %s in it; choose another --output"
              .formatted(output.path(), OutputDirectory.MANIFEST));
    }
  }

  private Result run(FileSystem fileSystem, Path directory, IdxListing found, Network network)
      throws IOException {
    Map<String, String> options = job.options(network);
    String checksum = network.sha256();
    Manifest manifest = Manifest.read(directory, checksum, options, hadoop);
    requireSame(manifest, checksum, options);
    for (Manifest.Step step : manifest.steps()) {
      move(fileSystem, directory, step);
    }
    manifest = manifest.moved();
    fileSystem.delete(new Path(directory, STAGING), true);
    long before = manifest.counts().images();
    IdxListing todo = todo(found, manifest);
    output.requireRoom(todo, network, spark);
    if (!todo.pairs().isEmpty()) {
      fileSystem.delete(new Path(directory, SUCCESS), false);
    }
    for (IdxListing group : groups(todo)) {
      Manifest.Step step = score(fileSystem, directory, group, network);
      manifest = manifest.with(step);
      manifest.write(directory, hadoop);
      move(fileSystem, directory, step);
      manifest = manifest.moved();
    }
    manifest.write(directory, hadoop);
    fileSystem.delete(new Path(directory, STAGING), true);
    fileSystem.create(new Path(directory, SUCCESS), true).close();
    return new Result(manifest.counts(), before);
  }

  private void requireSame(Manifest manifest, String network, Map<String, String> options) {
    if (!manifest.network().equals(network)) {
      throw new UsageException(
          "Cannot resume %s: it was begun with another network; give that one, or another --output"
              .formatted(output.path()));
    }
    if (!manifest.options().equals(options)) {
      throw new UsageException(
          "Cannot resume %s: it was begun with the options %s, these are %s; give those, or another --output"
              .formatted(output.path(), manifest.options(), options));
    }
  }

  /** What the manifest does not have. */
  private static IdxListing todo(IdxListing found, Manifest manifest) {
    Map<String, IdxPair> done = new HashMap<>();
    for (Manifest.Step step : manifest.steps()) {
      step.inputs().forEach(pair -> done.put(pair.images().path(), pair));
    }
    List<IdxPair> todo = new ArrayList<>();
    for (IdxPair pair : found.pairs()) {
      IdxPair earlier = done.get(pair.images().path());
      if (earlier == null) {
        todo.add(pair);
      } else if (!earlier.equals(pair)) {
        throw new InputException(
            "Corrupt: %s: expected the file, and labels, that were scored before, found them changed; write to another --output"
                .formatted(pair.images().path()));
      }
    }
    return new IdxListing(todo);
  }

  private List<IdxListing> groups(IdxListing todo) {
    return todo.groups(
        TASKS_PER_CORE * spark.sparkContext().defaultParallelism(),
        spark.sessionState().conf().filesMaxPartitionBytes());
  }

  private Manifest.Step score(
      FileSystem fileSystem, Path directory, IdxListing group, Network network) throws IOException {
    String name = STAGING + "/" + UUID.randomUUID();
    Path staged = new Path(directory, name);
    CountAccumulator counts = new CountAccumulator();
    job.run(group, network, counts, output.sink(staged.toString(), network));
    List<String> files = new ArrayList<>();
    addFiles(fileSystem, staged, "", files);
    return Manifest.Step.of(group.pairs(), counts.value(), new Manifest.Staged(name, files));
  }

  private static void addFiles(
      FileSystem fileSystem, Path directory, String prefix, List<String> files) throws IOException {
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        addFiles(fileSystem, entry.getPath(), prefix + name + "/", files);
      } else if (!name.startsWith("_") && !name.startsWith(".")) {
        files.add(prefix + name);
      }
    }
  }

  /** Some of them may have been moved already. */
  private static void move(FileSystem fileSystem, Path directory, Manifest.Step step)
      throws IOException {
    if (step.staged() == null) {
      return;
    }
    Path staged = new Path(directory, step.staged().directory());
    String unique = staged.getName().substring(0, 8);
    for (String file : step.staged().files()) {
      Path from = new Path(staged, file);
      // The name that Spark gives is one of its own job, but not for all formats.
      Path to =
          new Path(
              new Path(directory, file).getParent(),
              from.getName().replaceFirst("^part-", "part-" + unique + "-"));
      if (file.contains("/")) {
        fileSystem.mkdirs(to.getParent());
      }
      if (!fileSystem.exists(to) && !fileSystem.rename(from, to)) {
        throw new IOException("could not rename %s to %s".formatted(from, to));
      }
    }
  }
}
