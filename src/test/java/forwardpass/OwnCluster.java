package forwardpass;

import java.io.IOException;
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
    return project.process(name);
  }

  /** Kills a worker that an executor is of, and then the master. */
  final void killWorkerAndMaster(ProcessHandle executor, Process job)
      throws IOException, InterruptedException {
    project.killWorkerAndMaster(executor, job);
  }
}
