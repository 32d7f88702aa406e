package forwardpass;

import forwardpass.error.InputException;
import forwardpass.nn.Network;
import forwardpass.spark.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** What a report says of where its figures come from. */
final class Provenance {
  /** Of files that are longer, the checksum is that of so many first bytes. */
  private static final int SUMMED_BYTES = 1 << 24;

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
  static Provenance begin(
      SparkSession spark, Inputs inputs, Network network, List<String> arguments) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("options", arguments.stream().map(Provenance::redacted).toList());
    found.put("network", network.toString());
    found.put("weights", files(inputs.weights(), hadoop));
    found.put("images", files(inputs.images(), hadoop));
    inputs.labels().ifPresent(labels -> found.put("labels", files(labels, hadoop)));
    return new Provenance(spark, found);
  }

  /**
   * All there is to say of the run, now that it is done.
   *
   * @param stages as Spark timed them
   */
  Map<String, Object> end(Counts counts, double seconds, List<Map<String, Object>> stages) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("finished", Instant.now().toString());
    provenance.putAll(found);
    provenance.put("seconds", seconds);
    provenance.put("images_per_second", counts.images() / seconds);
    provenance.put("stages", stages);
    provenance.put("blas", List.copyOf(counts.blas()));
    provenance.put("master", spark.sparkContext().master());
    provenance.put("application", spark.sparkContext().applicationId());
    provenance.put("spark", spark.version());
    provenance.put("java", System.getProperty("java.version"));
    return provenance;
  }

  /** Options of a sink may be passwords. */
  static String redacted(String option) {
    return option.replaceFirst(
        "(?i)((secret|password|token|credential|key)[^=]*=).*", "$1(not shown)");
  }

  private static List<Map<String, Object>> files(String name, Configuration hadoop) {
    try {
      Path path = new Path(name);
      FileSystem fileSystem = path.getFileSystem(hadoop);
      FileStatus[] found = fileSystem.globStatus(path);
      List<Map<String, Object>> files = new ArrayList<>();
      addFiles(files, fileSystem, found == null ? new FileStatus[0] : found);
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "Cannot read %s: %s; check the path and its permissions".formatted(name, e.getMessage()),
          e);
    }
  }

  private static void addFiles(
      List<Map<String, Object>> files, FileSystem fileSystem, FileStatus... found)
      throws IOException {
    Arrays.sort(found);
    for (FileStatus status : found) {
      String name = status.getPath().getName();
      if (files.size() == MOST_FILES) {
        files.add(Map.of("path", "and more"));
      }
      if (files.size() > MOST_FILES || name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (status.isDirectory()) {
        addFiles(files, fileSystem, fileSystem.listStatus(status.getPath()));
      } else {
        files.add(file(fileSystem, status));
      }
    }
  }

  private static Map<String, Object> file(FileSystem fileSystem, FileStatus status)
      throws IOException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", status.getPath().toString());
    file.put("bytes", status.getLen());
    file.put("modified", Instant.ofEpochMilli(status.getModificationTime()).toString());
    file.put(
        status.getLen() <= SUMMED_BYTES ? "sha256" : "sha256_of_first_" + SUMMED_BYTES + "_bytes",
        sha256(fileSystem, status.getPath()));
    return file;
  }

  private static String sha256(FileSystem fileSystem, Path path) throws IOException {
    try (InputStream in = fileSystem.open(path)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(
              org.apache.commons.io.input.BoundedInputStream.builder()
                  .setInputStream(in)
                  .setMaxCount(SUMMED_BYTES)
                  .get(),
              sha256)
          .transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
