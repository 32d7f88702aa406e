package forwardpass.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import forwardpass.model.GraphRequest;
import forwardpass.model.Model;
import forwardpass.model.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What ONNX Runtime allocates is given back, which no garbage collector would do: seen in a JVM
 * whose heap has all its memory from the start.
 */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int BATCHES = 50_000;
  private static final int MOST_IMAGES = 64;

  /** A tenth of a kibibyte for each batch. */
  private static final long MOST_GROWTH = 10L << 20;

  /** Prints the resident memory before and after many batches. */
  public static void main(String[] args) throws IOException {
    Model model =
        GraphReader.read(ConvolutionModels.logits(-1).model(), "model", GraphRequest.NONE, false)
            .model();
    run(model, BATCHES);
    long before = residentBytes();
    run(model, 2 * BATCHES);
    System.out.println(before + " " + residentBytes());
  }

  private static long residentBytes() throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
  }

  private static void run(Model model, int batches) {
    float[] images = new float[MOST_IMAGES * model.inputs()];
    for (int batch = 0; batch < batches; ) {
      try (Session session = model.open(false)) {
        // Batches of other sizes need other tensors.
        for (int i = 0; i < 100; i++, batch++) {
          session.run(images, MOST_IMAGES - i % 2, 1);
        }
      }
    }
  }

  @Test
  void aHundredThousandBatchesTakeNoMoreThanHalfAsMany() throws Exception {
    assumeTrue(Files.exists(STATUS));
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            NativeMemoryTest.class.getName());
    java.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();

    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), out);
    long[] bytes = Arrays.stream(out.strip().split(" ", -1)).mapToLong(Long::parseLong).toArray();
    assertTrue(bytes[1] - bytes[0] < MOST_GROWTH, out);
  }
}
