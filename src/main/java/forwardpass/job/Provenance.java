package forwardpass.job;

import forwardpass.error.InputException;
import forwardpass.files.FileWalk;
import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import forwardpass.job.origin.Build;
import forwardpass.job.origin.RerunCommand;
import forwardpass.job.origin.Secrets;
import forwardpass.scoring.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.sql.SparkSession;

/** What a report says of where its figures come from. */
public final class Provenance {
  /**
   * Of images and labels in files that are longer, the checksum is that of so many first bytes: the
   * run does not begin before it is there.
   */
  private static final int SUMMED_BYTES = 1 << 20;

  private static final int MOST_FILES = 100;

  private final SparkSession spark;
  private final Map<String, Object> found;

  private Provenance(SparkSession spark, Map<String, Object> found) {
    this.spark = spark;
    this.found = found;
  }

  /**
   * Notes what a run is of, before it begins.
   *
   * @param arguments of the command line
   * @throws InputException where a file cannot be read
   */
  public static Provenance begin(
      SparkSession spark, Inputs inputs, ScoringPlan work, List<String> arguments) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("started", Instant.now().toString());
    Build build = Build.current();
    found.put("version", build.version());
    found.put("commit", build.commit());
    found.put("command", RerunCommand.of(spark.sparkContext().getConf(), arguments));
    found.put("directory", System.getProperty("user.dir"));
    found.put("options", Secrets.redacted(arguments));
    found.put("network", work.networks().toString());
    found.put("network_sha256", work.networks().sha256());
    found.put("preparation", work.summary().toString());
    found.put(
        "weights",
        inputs.weights().stream().flatMap(path -> weights(path, hadoop).stream()).toList());
    found.put(
        "images",
        work.found()
            .map(files -> files(inputs.images(), files, hadoop))
            .orElseGet(() -> files(inputs.images(), hadoop)));
    inputs.labels().ifPresent(labels -> found.put("labels", files(labels, hadoop)));
    return new Provenance(spark, found);
  }

  /**
   * All there is to say of the run, now that it is done.
   *
   * @param counts of all that is reported
   * @param before how many images of it earlier runs have scored
   * @param seconds that this run took
   * @param stages as Spark timed them
   */
  public Map<String, Object> end(
      Counts counts, long before, double seconds, List<Map<String, Object>> stages) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("finished", Instant.now().toString());
    provenance.putAll(found);
    provenance.put("seconds", seconds);
    provenance.put("images_per_second", (counts.images() - before) / seconds);
    if (before > 0) {
      provenance.put("images_of_earlier_runs", before);
    }
    provenance.put("stages", stages);
    provenance.put("blas", List.copyOf(counts.blas()));
    provenance.put("master", spark.sparkContext().master());
    provenance.put("application", spark.sparkContext().applicationId());
    provenance.put("spark", spark.version());
    provenance.put("java", System.getProperty("java.version"));
    provenance.put(
        "system",
        "%s %s, %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    provenance.put("hosts", hosts());
    return provenance;
  }

  /** Of executors, and of the driver where it is none. */
  private List<String> hosts() {
    return Arrays.stream(spark.sparkContext().statusTracker().getExecutorInfos())
        .map(SparkExecutorInfo::host)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Map<String, Object>> weights(String name, Configuration hadoop) {
    return files(name, Long.MAX_VALUE, hadoop);
  }

  private static List<Map<String, Object>> files(String name, Configuration hadoop) {
    return files(name, SUMMED_BYTES, hadoop);
  }

  private static List<Map<String, Object>> files(String name, long summed, Configuration hadoop) {
    try {
      return described(FileWalk.anyOf(name, hadoop), summed, hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotRead(name, e);
    }
  }

  private static List<Map<String, Object>> files(
      String name, FoundFiles found, Configuration hadoop) {
    try {
      return described(found.files(), SUMMED_BYTES, hadoop);
    } catch (IOException e) {
      throw cannotRead(name, e);
    }
  }

  private static InputException cannotRead(String name, Exception e) {
    return new InputException(
        "Cannot read %s: %s; check the path and its permissions".formatted(name, e.getMessage()),
        e);
  }

  private static List<Map<String, Object>> described(
      List<FoundFile> found, long summed, Configuration hadoop) throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    for (FoundFile file : found.subList(0, Math.min(found.size(), MOST_FILES))) {
      files.add(file(file, summed, hadoop));
    }
    if (found.size() > MOST_FILES) {
      files.add(Map.of("path", "and more"));
    }
    return files;
  }

  private static Map<String, Object> file(FoundFile found, long summed, Configuration hadoop)
      throws IOException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", Secrets.redacted(found.toString()));
    file.put("bytes", found.length());
    file.put("modified", Instant.ofEpochMilli(found.modified()).toString());
    file.put(
        found.length() <= summed ? "sha256" : "sha256_of_first_" + summed + "_bytes",
        sha256(found, summed, hadoop));
    return file;
  }

  private static String sha256(FoundFile found, long summed, Configuration hadoop)
      throws IOException {
    try (InputStream in = found.open(hadoop)) {
      return DigestUtils.sha256Hex(
          BoundedInputStream.builder().setInputStream(in).setMaxCount(summed).get());
    }
  }
}
