package forwardpass;

import forwardpass.error.OutputException;
import forwardpass.error.WeightsException;
import forwardpass.nn.Activation;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.weights.NetworkReader;
import forwardpass.weights.PickleWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Weights files on any Hadoop file system. */
final class WeightsFile {
  private WeightsFile() {}

  /**
   * @throws WeightsException where there is no such file, or where it holds no network
   */
  static Network read(
      String path, SparkSession spark, Activation hidden, Activation outputActivation) {
    try (InputStream in = fileSystem(path, spark).open(new Path(path))) {
      return NetworkReader.read(in, path, hidden, outputActivation);
    } catch (FileNotFoundException e) {
      throw new WeightsException(
          "Cannot read %s: expected a weights file, found nothing there; check --weights"
              .formatted(path),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new WeightsException(
          "Cannot read %s: %s; check --weights".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Writes a new file, which is there whole or not at all.
   *
   * @throws OutputException where there is a file already, or where it cannot be written
   */
  static void write(String path, SparkSession spark, Map<String, Tensor> tensors) {
    Path target = new Path(path);
    Path partial = new Path(target.getParent(), "." + target.getName() + ".partial");
    try {
      FileSystem fileSystem = fileSystem(path, spark);
      if (fileSystem.exists(target)) {
        throw new OutputException(
            "Cannot write %s: it exists; remove it or choose another --weights".formatted(path));
      }
      try (OutputStream out = fileSystem.create(partial, true)) {
        PickleWriter.write(tensors, out);
      }
      if (!fileSystem.rename(partial, target)) {
        throw new IOException("could not rename " + partial);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException(
          "Cannot write %s: %s; choose another --weights".formatted(path, e.getMessage()), e);
    }
  }

  private static FileSystem fileSystem(String path, SparkSession spark) throws IOException {
    return new Path(path).getFileSystem(spark.sessionState().newHadoopConf());
  }
}
