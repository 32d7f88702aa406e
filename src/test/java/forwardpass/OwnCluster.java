package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Has a cluster of its own: that of a project directory of links to this one, so that whoever runs
 * the tests keeps theirs.
 */
abstract class OwnCluster extends Faults {
  private static final List<String> LINKED =
      List.of("pom.xml", "src", "conf", "data", "target/spark", "target/forwardpass.jar");

  private Path project;
  Path submit;

  @BeforeEach
  void linkProject() throws IOException {
    project = Files.createDirectory(dir.resolve("a project"));
    submit = Files.copy(SUBMIT, project.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(project.resolve("target"));
    for (String part : LINKED) {
      Files.createSymbolicLink(project.resolve(part), PROJECT.resolve(part));
    }
  }

  @AfterEach
  void stopCluster() throws Exception {
    assertEquals(new CommandRun(0, "", ""), run(submit, "cluster", "stop"));
    for (String part : LINKED) {
      Files.delete(project.resolve(part));
    }
  }

  /** Starts it, and gives its master's URL. */
  final String startCluster(int workers) throws Exception {
    CommandRun start = run(submit, "cluster", "start", workers);
    assertEquals(0, start.status(), start.err());
    return start.out().lines().reduce((first, last) -> last).orElseThrow();
  }

  final Path ofCluster(String file) {
    return project.resolve("target/cluster").resolve(file);
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
