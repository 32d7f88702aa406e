package forwardpass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs drivers to which faults happen. */
abstract class DriverFaults extends Faults {
  static final String LOCAL = "local[2]";

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A path for an output, beside which nothing else is. */
  Path outputApart() throws IOException {
    return Files.createDirectory(dir.resolve("outputs")).resolve("out");
  }

  /** Scores images that are copies of the test set, and on whose file system faults happen. */
  Object[] labelled(Path images, int copies, Path output, Object... more) throws IOException {
    List<Object> job =
        new ArrayList<>(
            List.of("--images", faulty(images), "--labels", labels(copies), "--output", output));
    job.addAll(List.of(more));
    return with(faulty(LOCAL), job.toArray());
  }
}
