package forwardpass;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes come from the archive that the build made, and without it the job does the same. */
class SubmitArchiveIT extends Submitting {
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
}
