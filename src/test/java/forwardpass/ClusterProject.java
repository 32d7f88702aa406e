package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** One of its processes, by the name that {@code cluster status} says. */
  ProcessHandle process(String name) throws IOException {
    for (String line : Files.readAllLines(ofCluster("processes"))) {
      String[] fields = line.split(" ", -1);
      if (fields[2].equals(name)) {
        return ProcessHandle.of(Long.parseLong(fields[0])).orElseThrow();
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Kills the worker that an executor is of, and then the master. */
  void killWorkerAndMaster(ProcessHandle executor, Process job)
      throws IOException, InterruptedException {
    assertTrue(executor.parent().orElseThrow().destroyForcibly());
    Submitting.await("its executor ends", job, () -> hasEnded(executor));
    ProcessHandle master = process("master");
    assertTrue(master.destroyForcibly());
    Submitting.await("the master ends", job, () -> hasEnded(master));
  }

  /** Where nothing takes note of the end of orphans, Java calls them alive. */
  static boolean hasEnded(ProcessHandle process) throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** Stops the cluster, if it runs. */
  void stop() throws IOException, InterruptedException {
    assertEquals(new CommandRun(0, "", ""), jobs.run(submit(), "cluster", "stop"));
    for (String part : LINKED) {
      Files.delete(directory.resolve(part));
    }
  }
}
