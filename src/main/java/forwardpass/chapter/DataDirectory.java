package forwardpass.chapter;

import forwardpass.error.InputException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory of MNIST's files, on any Hadoop file system, each of them gzipped or not.
 *
 * @param path where it is
 */
record DataDirectory(String path) {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private static final String HADOOP_PREFIX = "spark.hadoop.";

  /** The path of a file, where it is there. */
  Optional<String> find(String name) {
    for (String suffix : new String[] {"", ".gz"}) {
      String file = path + "/" + name + suffix;
      try {
        Path hadoopPath = new Path(file);
        if (fileSystem(hadoopPath).exists(hadoopPath)) {
          return Optional.of(file);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw IdxInput.cannotRead(file, e);
      }
    }
    return Optional.empty();
  }

  /**
   * The path of a file that must be there.
   *
   * @throws InputException where it is not
   */
  String require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InputException(
                    "Cannot read %s/%s: expected it there, or %s.gz, found neither; name the directory of MNIST's files with --data"
                        .formatted(path, name, name)));
  }

  /** The file system of a path, with the options of Hadoop that spark-submit was given. */
  static FileSystem fileSystem(Path path) throws IOException {
    Configuration configuration = new Configuration();
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      String name = String.valueOf(property.getKey());
      if (name.startsWith(HADOOP_PREFIX)) {
        configuration.set(
            name.substring(HADOOP_PREFIX.length()), String.valueOf(property.getValue()));
      }
    }
    return path.getFileSystem(configuration);
  }
}
