package forwardpass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code --report}, and reads what they have written. */
abstract class Reporting {
  static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  JsonNode json(String file) throws IOException {
    return JSON.readTree(dir.resolve("report").resolve(file).toFile());
  }

  static List<Long> numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asLong).toList();
  }

  /** Calls back when all images are scored, before the report is made. */
  static CommandRun runAnd(Runnable afterScoring, Object... args) {
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onStageCompleted(SparkListenerStageCompleted completed) {
            afterScoring.run();
          }
        };
    SharedSpark.session().sparkContext().addSparkListener(listener);
    try {
      return CommandRun.of(args);
    } finally {
      SharedSpark.session().sparkContext().removeSparkListener(listener);
    }
  }

  static void unchecked(IOOperation operation) {
    try {
      operation.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface IOOperation {
    void run() throws IOException;
  }
}
