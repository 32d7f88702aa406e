package forwardpass;

import forwardpass.nn.Tensor;
import forwardpass.source.idx.IdxFixture;
import forwardpass.weights.pickle.PickleWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Jobs whose output is far larger than their memory. */
final class WideOutput {
  static final int IMAGES = 40_000;

  /** Has Parquet keep all that a task writes until the task ends. */
  static final Object[] IN_MEMORY = {"--output-option", "parquet.block.size=1073741824"};

  private WideOutput() {}

  /**
   * Arguments of one that writes 20 kB for each image, by four tasks at a time, each tried twice.
   *
   * @param dir for its input
   * @param options of Spark
   */
  static Object[] job(Path dir, String master, List<Object> options, Object output, Object... more)
      throws IOException {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 4, 4));
    List<Object> all = new ArrayList<>(List.of("--master", master, "--driver-memory", "512m"));
    all.addAll(List.of("--conf", "spark.executor.memory=512m"));
    all.addAll(List.of("--conf", "spark.task.maxFailures=2"));
    all.addAll(options);
    all.addAll(List.of("--", "--images", images, "--partitions", 4));
    all.addAll(List.of("--weights", weights(dir, 16, 5000), "--probabilities"));
    all.addAll(List.of("--output", output));
    all.addAll(List.of(more));
    return all.toArray();
  }

  /** Random ones, so that what they give is not smaller compressed. */
  static Path weights(Path dir, int inputs, int outputs) throws IOException {
    Random random = new Random(1);
    float[] values = new float[inputs * outputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Path file = dir.resolve("weights.pkl");
    try (OutputStream out = Files.newOutputStream(file)) {
      PickleWriter.write(
          Map.of(
              "W1",
              new Tensor(List.of(inputs, outputs), values),
              "b1",
              new Tensor(List.of(outputs), new float[outputs])),
          out);
    }
    return file;
  }

  /** A pattern of the message of one that has too little memory. */
  static String tooLittle(String option) {
    return "Cannot score in [0-9]+ MiB of memory: (Java heap space|GC overhead limit exceeded); give more with %s, or have fewer tasks side by side with fewer cores, or a smaller --batch-size\n"
        .formatted(option);
  }
}
