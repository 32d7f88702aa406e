package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The job as its user starts it: submit.sh, spark-submit and the jar, in processes of their own.
 */
class SubmitIT extends Submitting {
  @Test
  void fromAnyDirectoryItScoresTheShippedTestSet() throws Exception {
    CommandRun run = run(SUBMIT);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(
        run.err().startsWith("Scored 10,000 images in ")
            && run.err().endsWith(" with OpenBLAS 0.3.31; 9,783 of 10,000 right\n"),
        run.err());
  }

  @Test
  void throughASymlinkAndFromAPathWithSpacesItFindsItsOwnFiles() throws Exception {
    Path copy = copyOfProject();
    Path link = Files.createSymbolicLink(dir.resolve("link"), copy.resolve("submit.sh"));

    run(link, "--master", "local[1]", "--", "score").assertAccuracy(Golden.ACCURACY);
  }

  /** Whatever was compiled by then, and however many tasks ran side by side. */
  @Test
  void whatIsDeterministicIsTheSameInEveryRunOnOneCoreAndOnTwo() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (String master : List.of("local[1]", "local[2]", "local[2]")) {
      Path output = dir.resolve("out" + runs.size());
      run(
              SUBMIT,
              "--master",
              master,
              "--",
              "--deterministic",
              "--probabilities",
              "--output",
              output)
          .assertAccuracy(Golden.ACCURACY);
      runs.add(
          SharedSpark.session()
              .read()
              .parquet(output.toString())
              .orderBy("index")
              .toJSON()
              .collectAsList());
    }

    assertEquals(10_000, runs.get(0).size());
    assertEquals(runs.get(0), runs.get(1));
    assertEquals(runs.get(0), runs.get(2));
  }

  private Path copyOfProject() throws IOException, InterruptedException {
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

  private static Path archiveOfClasses(Path project) throws IOException {
    try (Stream<Path> files = Files.list(project.resolve("target/spark"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("classes-[0-9]+\\.(jsa|aot)"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void classesComeFromTheArchiveThatTheBuildMade() throws Exception {
    assumeTrue(
        PROJECT.toUri().getRawPath().equals(PROJECT.toUri().getPath()),
        "JDK 17 archives no class of a jar in whose URL characters are encoded");
    Path log = dir.resolve("classes.log");

    run(SUBMIT, "--driver-java-options", "-Xlog:class+load:file=" + log, "--")
        .assertAccuracy(Golden.ACCURACY);

    List<String> loaded = Files.readAllLines(log);
    long archived =
        loaded.stream().filter(line -> line.contains("source: shared objects file")).count();
    assertTrue(archived > loaded.size() / 2, archived + " of " + loaded.size());
  }

  /** Nor what the JVM says of its options. */
  @Test
  void withQuietNothingIsOnStderr() throws Exception {
    run(SUBMIT, "--quiet").assertAccuracy(Golden.ACCURACY);

    try (var written = Files.newDirectoryStream(dir, "err*")) {
      assertEquals("", Files.readString(written.iterator().next()));
    }
  }

  @Test
  void anArchiveThatIsCutShortOrOfOtherJarsIsDoneWithout() throws Exception {
    Path copy = copyOfProject();
    Path archive = archiveOfClasses(copy);
    run(copy.resolve("submit.sh")).assertAccuracy(Golden.ACCURACY);

    try (FileChannel content = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      content.truncate(Files.size(archive) / 2);
    }
    run(copy.resolve("submit.sh")).assertAccuracy(Golden.ACCURACY);

    Files.delete(archive);
    run(copy.resolve("submit.sh")).assertAccuracy(Golden.ACCURACY);
  }

  /** As one that another build of Java made has it. */
  @Test
  void anArchiveWithTheMarkOfAnotherJavaIsDoneWithout() throws Exception {
    Path copy = copyOfProject();
    try (FileChannel content = FileChannel.open(archiveOfClasses(copy), StandardOpenOption.WRITE)) {
      content.write(ByteBuffer.allocate(4096), 64); // behind magic, checksum and version
    }

    run(copy.resolve("submit.sh")).assertAccuracy(Golden.ACCURACY);
  }

  /** The JVM says so of each run that has the module of vectors. */
  @Test
  void commandsThatScoreNothingSayNothingOfModules() throws Exception {
    Path err = dir.resolve("stderr");

    run(script("exec '%s' softmax 0 0 2>'%s'".formatted(SUBMIT, err)));

    assertEquals("", Files.readString(err));
  }

  @Test
  void anotherCollectorThatIsAskedForIsTheOneThatRuns() throws Exception {
    Path log = dir.resolve("gc.log");

    run(SUBMIT, "--driver-java-options", "-XX:+UseSerialGC -Xlog:gc:file=" + log, "--")
        .assertAccuracy(Golden.ACCURACY);

    assertTrue(Files.readString(log).contains("Using Serial"));
  }

  @Test
  void executorsInProcessesOfTheirOwnScoreTheSame() throws Exception {
    Path output = dir.resolve("predictions");

    CommandRun run =
        run(
            SUBMIT,
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.ui.enabled=false",
            "--",
            "--output",
            output);

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(" with OpenBLAS 0.3.31; "), run.err());
    assertTrue(Files.exists(output.resolve("_SUCCESS")));
    assertEquals(
        10_000,
        SharedSpark.session().read().parquet(output.toString()).select("index").distinct().count());
  }

  @Test
  void whereOpenBlasDoesNotLoadTheJavaOneScoresTheSameAndIsNamed() throws Exception {
    String missing = "-Ddev.ludovic.netlib.blas.nativeLibPath=/no/such/library.so";

    CommandRun run = run(SUBMIT, "--driver-java-options", missing, "--");

    run.assertAccuracy(Golden.ACCURACY);
    assertTrue(run.err().contains(" with netlib VectorBLAS (no native BLAS: "), run.err());
  }

  @Test
  void aFailureInATaskOfAnExecutorIsOneMessage() throws Exception {
    byte[] zipped = IdxFixture.gzip(IdxFixture.images(100, 28, 28));
    Path images = IdxFixture.write(dir.resolve("images"), Arrays.copyOf(zipped, zipped.length - 9));

    CommandRun run = run(SUBMIT, "--master", "local-cluster[1,1,1024]", "--", "--images", images);

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("Truncated: file:" + images + ", gzip, after "), run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "--batch-size=0"})
  void usageErrorsEndWithStatusTwo(String option) throws Exception {
    CommandRun run = run(SUBMIT, option);

    assertEquals(2, run.status());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anUnsupportedJavaGetsOneLine() throws Exception {
    Path java = dir.resolve("jdk-8");
    Files.createDirectories(java.resolve("bin"));
    assertTrue(Files.createFile(java.resolve("bin/java")).toFile().setExecutable(true));
    Files.writeString(
        java.resolve("release"), "JAVA_VERSION=\"1.8.0_292\"\n", StandardCharsets.UTF_8);
    environment.put("JAVA_HOME", java.toString());

    run(SUBMIT)
        .assertFailure(
            2,
            "Unsupported Java: expected a JDK from 17 to 25, found 8 in %s; set JAVA_HOME to JDK 17, 21 or 25"
                .formatted(java));
  }

  @Test
  void aJavaHomeAndASparkHomeThatAreNotThereGetOneLine() throws Exception {
    environment.put("JAVA_HOME", "/no/such/jdk");
    run(SUBMIT)
        .assertFailure(
            2,
            "Cannot find Java: no bin/java in JAVA_HOME, /no/such/jdk; set it to a JDK 17, 21 or 25");

    environment.clear();
    environment.put("SPARK_HOME", "/no/such/spark");
    run(SUBMIT)
        .assertFailure(
            2,
            "Cannot find Spark: no bin/spark-submit in SPARK_HOME, /no/such/spark; correct it, or unset it for the Spark that Maven fetches");
  }

  private Path script(String text) throws IOException {
    Path script = Files.writeString(Files.createTempFile(dir, "script", ""), "#!/bin/sh\n" + text);
    assertTrue(script.toFile().setExecutable(true));
    return script;
  }

  /** As a pod finds no jar of this machine. */
  @Test
  void kubernetesIsToldWhereTheJarIsInTheImage() throws Exception {
    run(SUBMIT, "--master", "k8s://https://localhost:1", "--deploy-mode=cluster", "--")
        .assertFailure(
            2,
            "Cannot send %s to Kubernetes: expected FORWARDPASS_JAR, found none; set it to where the jar is in the image, local:///PATH, or give --conf spark.kubernetes.file.upload.path=URL"
                .formatted(PROJECT.resolve("target/forwardpass.jar")));
  }

  @Test
  void resultsThatCannotBePrintedAreAFailure() throws Exception {
    run(script("exec '%s' softmax 1 2 >/dev/full".formatted(SUBMIT)))
        .assertFailure(
            5,
            "Cannot write to stdout: it is closed, or its disk is full; not all results are there");
  }

  @Test
  void aBuildThatIsInterruptedEndsWithStatus130() throws Exception {
    Path project = Files.createDirectory(dir.resolve("project"));
    Path submit =
        Files.copy(SUBMIT, project.resolve("submit.sh"), StandardCopyOption.COPY_ATTRIBUTES);
    Path version = project.resolve("src/main/spark/bin/java-version");
    Files.createDirectories(version.getParent());
    Files.copy(
        PROJECT.resolve("src/main/spark/bin/java-version"),
        version,
        StandardCopyOption.COPY_ATTRIBUTES);
    Path mvn = script("trap 'exit 130' INT; kill -INT 0; exit 1"); // a JVM ends so, too
    Path bin = Files.createDirectory(dir.resolve("bin"));
    Files.move(mvn, bin.resolve("mvn"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));

    CommandRun run =
        run(script("exec setsid --wait env --default-signal=INT '%s'".formatted(submit)));

    assertEquals(130, run.status(), run.err());
    assertFalse(run.err().contains("Cannot build"), run.err());
  }

  @Test
  void aSparkHomeThatIsSetIsUsed() throws Exception {
    Path home = dir.resolve("spark home");
    Path submit = home.resolve("bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\nexit 7\n");
    assertTrue(submit.toFile().setExecutable(true));
    environment.put("SPARK_HOME", home.toString());

    CommandRun run = run(SUBMIT, "--master", "yarn", "--", "score", "--batch-size", 3);

    assertEquals(7, run.status());
    assertEquals(
        List.of(
            "--conf",
            "spark.forwardpass.data=file://" + PROJECT.resolve("data"),
            "--master",
            "yarn",
            "--class",
            "forwardpass.ScoringJob",
            PROJECT.resolve("target/forwardpass.jar").toString(),
            "score",
            "--batch-size",
            "3"),
        run.out().lines().toList());
  }
}
