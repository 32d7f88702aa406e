package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.cli.Commands;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's metrics tell of a run, where somebody asks Spark for them. */
class MetricsTest {
  private static final String SINK = "spark.metrics.conf.driver.sink.prometheusServlet.";

  @TempDir Path dir;

  /** A JVM of its own, as the session that tests share has no UI. */
  static final class Scored {
    private Scored() {}

    public static void main(String[] args) throws Exception {
      SparkSession spark =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", true)
              .config("spark.ui.port", 0)
              .config(SINK + "class", "org.apache.spark.metrics.sink.PrometheusServlet")
              .config(SINK + "path", "/metrics/prometheus")
              .getOrCreate();
      for (int run = 0; run < 2; run++) { // the second in place of the first
        int status = Commands.run(args, System.err, System.err);
        if (status != 0) {
          System.exit(status);
        }
      }
      HttpRequest get =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:%s/metrics/prometheus/"
                          .formatted(
                              spark.sparkContext().uiWebUrl().get().replaceFirst(".*:", ""))))
              .build();
      System.out.println(
          HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString()).body());
      spark.stop();
    }
  }

  private String metrics(Object... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add(Scored.class.getName());
    for (Object arg : args) {
      command.add(arg.toString());
    }
    Path err = dir.resolve("stderr");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> read(err));
    return out;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void prometheusReadsHowManyImagesAreScoredAndRefusedAndHowFast() throws Exception {
    String header =
        IntStream.range(0, 784).mapToObj(i -> ",pixel" + i).collect(Collectors.joining());
    String image = "\n3" + ",0".repeat(784);
    Path csv =
        Files.writeString(dir.resolve("images.csv"), "label" + header + image + image + "\n4,x\n");

    String metrics =
        metrics(
            "--images",
            csv,
            "--weights",
            SharedSpark.DATA.resolve("mnist_weights.pkl"),
            "--mode",
            "DROPMALFORMED");

    assertShown(metrics, "images_scored", "2");
    assertShown(metrics, "records_refused", "1");
    assertShown(metrics, "images_per_second", "[0-9.]*[1-9][0-9.E-]*");
  }

  private static void assertShown(String metrics, String name, String value) {
    assertTrue(
        metrics
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "metrics_local_\\d+_driver_forwardpass_%s_Value\\{type=\"gauges\"\\} %s"
                            .formatted(name, value))),
        metrics);
  }
}
