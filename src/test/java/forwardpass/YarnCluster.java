package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** A resource manager and a node manager in this JVM; what they run is in processes of its own. */
final class YarnCluster implements AutoCloseable {
  private static final int MEMORY_MB = 8192;

  private final MiniYARNCluster cluster;
  private final Path configuration;
  private final YarnClient client;

  /**
   * Starts one.
   *
   * @param directory for its configuration
   */
  YarnCluster(Path directory) throws IOException {
    YarnConfiguration yarn = new YarnConfiguration();
    yarn.set("yarn.scheduler.capacity.root.queues", "default");
    yarn.set("yarn.scheduler.capacity.root.default.capacity", "100");
    yarn.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    yarn.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", MEMORY_MB);
    yarn.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    cluster = new MiniYARNCluster("forwardpass", 1, 1, 1);
    cluster.init(yarn);
    cluster.start();
    configuration = Files.createDirectory(directory.resolve("hadoop"));
    try (OutputStream out = Files.newOutputStream(configuration.resolve("yarn-site.xml"))) {
      cluster.getConfig().writeXml(out);
    }
    client = YarnClient.createYarnClient();
    client.init(cluster.getConfig());
    client.start();
  }

  /** What {@code HADOOP_CONF_DIR} names. */
  Path configuration() {
    return configuration;
  }

  /** What became of the application that was submitted last, once it has ended. */
  ApplicationReport last() throws IOException, YarnException, InterruptedException {
    ApplicationReport application = lastSubmitted();
    while (application.getFinalApplicationStatus() == FinalApplicationStatus.UNDEFINED) {
      Thread.sleep(50);
      application = lastSubmitted();
    }
    return application;
  }

  private ApplicationReport lastSubmitted() throws IOException, YarnException {
    return client.getApplications().stream()
        .max((first, second) -> first.getApplicationId().compareTo(second.getApplicationId()))
        .orElseThrow();
  }

  /** How many times its driver, or what stands for it, was started. */
  int attempts(ApplicationReport application) throws IOException, YarnException {
    return client.getApplicationAttempts(application.getApplicationId()).size();
  }

  /** What the driver of an attempt wrote. */
  CommandRun driver(ApplicationReport application, int attempt) throws IOException {
    Path log = log(application, attempt);
    return new CommandRun(
        0, Files.readString(log.resolve("stdout")), Files.readString(log.resolve("stderr")));
  }

  /** The process in which the driver of the application runs that was submitted last. */
  ProcessHandle driverProcess() {
    List<ProcessHandle> drivers =
        ProcessHandle.current()
            .descendants()
            .filter(
                process ->
                    process.info().commandLine().orElse("").contains("yarn.ApplicationMaster"))
            .filter(process -> process.info().command().orElse("").endsWith("/java"))
            .toList();
    assertEquals(1, drivers.size());
    return drivers.get(0);
  }

  /** The first container of an attempt is the one of its driver. */
  private Path log(ApplicationReport application, int attempt) throws IOException {
    String container = "_%02d_000001".formatted(attempt);
    try (Stream<Path> files = Files.walk(cluster.getTestWorkDir().toPath())) {
      return files
          .filter(
              path ->
                  path.endsWith(
                      Path.of(
                          application.getApplicationId().toString(),
                          application
                                  .getApplicationId()
                                  .toString()
                                  .replace("application", "container")
                              + container)))
          .filter(path -> path.toString().contains("logDir"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    client.stop();
    cluster.stop();
  }
}
