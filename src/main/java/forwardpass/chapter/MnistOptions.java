package forwardpass.chapter;

import forwardpass.error.UsageException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which images to read, and their labels. */
final class MnistOptions {
  @Option(
      names = "--images",
      paramLabel = "PATH",
      description = "A file of IDX images, gzipped or not, on any Hadoop file system.")
  private String images;

  @Option(names = "--labels", paramLabel = "PATH", description = "Their IDX labels.")
  private String labels;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where MNIST's files are, when --images is not given (data/).")
  private String data;

  private final Optional<String> ownData;

  /**
   * @param ownData the directory of the data that come with the project
   */
  MnistOptions(Optional<String> ownData) {
    this.ownData = ownData;
  }

  /**
   * @throws UsageException where the options contradict one another
   */
  void check() {
    if (images == null && labels != null) {
      throw new UsageException("--labels needs --images: say which images these are the labels of");
    }
    if (images != null && data != null) {
      throw new UsageException("--data is not read where --images is given: leave out one of them");
    }
  }

  /** The file of images, where one was named. */
  Optional<String> images() {
    return Optional.ofNullable(images);
  }

  Optional<String> labels() {
    return Optional.ofNullable(labels);
  }

  /** Where to look for images when none were named. */
  DataDirectory directory() {
    if (data != null) {
      return new DataDirectory(data);
    }
    return new DataDirectory(
        ownData.orElseThrow(
            () ->
                new UsageException(
                    "--images is missing: without submit.sh, which says where data/ is, there is no default")));
  }
}
