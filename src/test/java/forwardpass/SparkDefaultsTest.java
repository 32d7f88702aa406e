package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkDefaultsTest {
  private static final Pattern COMPILED_FIRST =
      Pattern.compile("CompileCommand=CompileThresholdScaling,([^:]+)::([^,]+),");

  /** A JVM does not complain of a method that is not there: it would only be slow. */
  @ParameterizedTest
  @ValueSource(strings = {"conf/spark-defaults.conf", "conf/secured/spark-defaults.conf"})
  void theMethodsThatAreCompiledFirstAreThere(String conf) throws IOException {
    List<MatchResult> named =
        COMPILED_FIRST.matcher(Files.readString(Path.of(conf))).results().toList();

    assertEquals(12, named.size(), "of the driver and of executors");
    for (MatchResult name : named) {
      assertTrue(isThere(name.group(2), name.group(1)), name.group());
    }
  }

  /** Executors name their collector, which bin/spark-class chooses for the driver. */
  @Test
  void driversAndExecutorsOfBothProfilesHaveTheSame() throws IOException {
    String options = options("conf/spark-defaults.conf", "driver");

    assertFalse(options.isEmpty());
    assertEquals(options, options("conf/secured/spark-defaults.conf", "driver"));
    for (String conf : List.of("conf/spark-defaults.conf", "conf/secured/spark-defaults.conf")) {
      assertEquals(options + " -XX:+UseParallelGC", options(conf, "executor"));
    }
  }

  /**
   * The JVM is told to ignore options that it does not have, so that a wrong name would be silent.
   */
  @Test
  void aHeapThatIsAsGoodAsFullIsNotCollectedForLong() throws IOException {
    assertTrue(
        options("conf/spark-defaults.conf", "driver").contains(" -XX:GCTimeLimit=50 "),
        "as executors have it, too");
    assertEquals(
        "GCTimeLimit",
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("GCTimeLimit")
            .getName());
  }

  /** A job that ends with 3 or 6 would end so again. */
  @ParameterizedTest
  @ValueSource(strings = {"conf/spark-defaults.conf", "conf/secured/spark-defaults.conf"})
  void yarnRunsADriverOnce(String conf) throws IOException {
    assertEquals("1", option(conf, "spark.yarn.maxAppAttempts"));
  }

  private static String options(String conf, String process) throws IOException {
    return option(conf, "spark.%s.defaultJavaOptions".formatted(process));
  }

  private static String option(String conf, String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(conf))) {
      properties.load(reader);
    }
    return properties.getProperty(name);
  }

  /**
   * @param method a name, or {@code *}
   */
  private static boolean isThere(String method, String className) {
    try {
      return Arrays.stream(Class.forName(className).getDeclaredMethods())
          .anyMatch(declared -> method.equals("*") || declared.getName().equals(method));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
