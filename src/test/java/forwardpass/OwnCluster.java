package forwardpass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a cluster of its own. */
abstract class OwnCluster extends Faults {
  private ClusterProject project;
  Path submit;

  @BeforeEach
  void linkProject() throws IOException {
    project = ClusterProject.of(this);
    submit = project.submit();
  }

  @AfterEach
  void stopCluster() throws Exception {
    project.stop();
  }

  /** Starts it, and gives its master's URL. */
  final String startCluster(int workers) throws Exception {
    return project.start(workers);
  }

  final Path ofCluster(String file) {
    return project.ofCluster(file);
  }

  /** One of its processes, by the name that {@code cluster status} says. */
  final ProcessHandle processOfCluster(String name) throws IOException {
    for (String line : Files.readAllLines(ofCluster("processes"))) {
      String[] fields = line.split(" ", -1);
      if (fields[2].equals(name)) {
        return ProcessHandle.of(Long.parseLong(fields[0])).orElseThrow();
      }
    }
    throw new AssertionError("no " + name);
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
}
