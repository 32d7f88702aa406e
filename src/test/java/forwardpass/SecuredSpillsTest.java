package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Spark puts on disk with a profile of conf, in a JVM of its own. */
class SecuredSpillsTest {
  private static final String TEXT = "what nobody else is to read";

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({"conf/secured/spark-defaults.conf, encrypted", "conf/spark-defaults.conf, plain"})
  void whatTheSecuredProfilePutsOnDiskIsEncrypted(String profile, String expected)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    Collections.addAll(
        command,
        "-cp",
        System.getProperty("java.class.path"),
        Spilling.class.getName(),
        profile,
        dir.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();

    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor());
    assertEquals(expected, printed.strip());
  }

  /** Has Spark keep the text on disk, and says what is there. */
  static final class Spilling {
    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[1]);
      Properties profile = new Properties();
      try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
        profile.load(in);
      }
      SparkConf conf = new SparkConf();
      profile.stringPropertyNames().forEach(key -> conf.set(key, profile.getProperty(key)));
      conf.setAppName("spills")
          .setMaster("local[1]")
          .set("spark.ui.enabled", "false")
          .set("spark.local.dir", directory.toString());
      try (JavaSparkContext context = new JavaSparkContext(conf)) {
        context.parallelize(List.of(TEXT), 1).persist(StorageLevel.DISK_ONLY()).count();
        System.out.println(state(directory));
      }
    }

    private static String state(Path directory) throws IOException {
      List<Path> blocks;
      try (Stream<Path> files = Files.walk(directory)) {
        blocks = files.filter(file -> file.getFileName().toString().startsWith("rdd_")).toList();
      }
      if (blocks.size() != 1) {
        return blocks.size() + " blocks";
      }
      String block = Files.readString(blocks.get(0), StandardCharsets.ISO_8859_1);
      return block.contains(TEXT) ? "plain" : "encrypted";
    }
  }
}
