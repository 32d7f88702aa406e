package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A project directory of links to this one, with a cluster of its own: whoever runs the tests keeps
 * theirs.
 */
final class ClusterProject {
  private static final List<String> LINKED =
      List.of("pom.xml", "src", "conf", "data", "target/spark", "target/forwardpass.jar");

  private final Submitting jobs;
  private final Path directory;

  private ClusterProject(Submitting jobs, Path directory) {
    this.jobs = jobs;
    this.directory = directory;
  }

  /** Makes one in the temporary directory of a test. */
  static ClusterProject of(Submitting jobs) throws IOException {
    Path directory = Files.createDirectory(jobs.dir.resolve("a project"));
    Files.copy(
        Submitting.SUBMIT, directory.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(directory.resolve("target"));
    for (String part : LINKED) {
      Files.createSymbolicLink(directory.resolve(part), Submitting.PROJECT.resolve(part));
    }
    return new ClusterProject(jobs, directory);
  }

  Path submit() {
    return directory.resolve("submit.sh");
  }

  /** Starts the cluster, and gives its master's URL. */
  String start(int workers) throws IOException, InterruptedException {
    CommandRun start = jobs.run(submit(), "cluster", "start", workers);
    assertEquals(0, start.status(), start.err());
    return start.out().lines().reduce((first, last) -> last).orElseThrow();
  }

  Path ofCluster(String file) {
    return directory.resolve("target/cluster").resolve(file);
  }

  /** Stops the cluster, if it runs. */
  void stop() throws IOException, InterruptedException {
    assertEquals(new CommandRun(0, "", ""), jobs.run(submit(), "cluster", "stop"));
    for (String part : LINKED) {
      Files.delete(directory.resolve(part));
    }
  }
}
