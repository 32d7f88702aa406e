package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** Runs submit.sh in a process of its own. */
abstract class Submitting {
  static final Path PROJECT = Path.of("").toAbsolutePath();
  static final Path SUBMIT = PROJECT.resolve("submit.sh");

  /** Far more than anything takes: what takes longer hangs. */
  private static final long PATIENCE_MINUTES = 8;

  @TempDir Path dir;

  final Map<String, String> environment = new HashMap<>();

  /** Runs a script in the temporary directory, without a terminal. */
  final CommandRun run(Path script, Object... args) throws IOException, InterruptedException {
    return run(process -> {}, script, args);
  }

  /** What is done to a process while it runs. */
  interface Interference {
    void with(Process process) throws IOException, InterruptedException;
  }

  /** What a test waits for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for something that comes true while a process runs. */
  static void await(String what, Process process, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!condition.holds()) {
      assertTrue(process.isAlive(), "it ended before this was so: " + what);
      assertTrue(System.nanoTime() < end, "it was never so: " + what);
      Thread.sleep(20);
    }
  }

  final CommandRun run(Interference interference, Path script, Object... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    Arrays.stream(args).map(String::valueOf).forEach(command::add);
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(Submitting::isOfAnother);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      interference.with(process);
      assertTrue(
          process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it does not end: " + command);
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s%n%s%n%s".formatted(e.getMessage(), Files.readString(out), Files.readString(err)), e);
    } finally {
      killTree(process);
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What would have another Spark, or other options, run than those of the project. */
  private static boolean isOfAnother(String variable) {
    return (variable.startsWith("SPARK_") && !variable.equals("SPARK_LOCAL_IP"))
        || variable.startsWith("HADOOP_")
        || variable.endsWith("JAVA_OPTIONS")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }

  /** Ends a process and all that it started, and waits for its end. */
  static void killTree(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** A copy of all that submit.sh needs of the project, at a path with spaces. */
  final Path copyOfProject() throws IOException, InterruptedException {
    Path copy = dir.resolve("a copy of it");
    Files.createDirectories(copy.resolve("target"));
    for (String part :
        List.of("submit.sh", "conf", "data", "target/forwardpass.jar", "target/spark")) {
      Process process =
          new ProcessBuilder(
                  "cp", "-a", PROJECT.resolve(part).toString(), copy.resolve(part).toString())
              .start();
      assertEquals(0, process.waitFor(), part);
    }
    return copy;
  }

  /** A file of such commands, to be run. */
  final Path script(String text) throws IOException {
    Path script = Files.writeString(Files.createTempFile(dir, "script", ""), "#!/bin/sh\n" + text);
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }
}
