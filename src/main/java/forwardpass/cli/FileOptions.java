package forwardpass.cli;

import forwardpass.error.UsageException;
import forwardpass.files.FileSelection;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which files of a directory are images. */
final class FileOptions {
  @Option(
      names = "--recursive",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Take the files of directories in a directory, too, or not (taken).")
  private boolean recursive;

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Of a directory, take the images whose path below it matches; a glob without a slash is of names (all; any number of times).")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Of a directory, leave out the images whose path matches (none; likewise).")
  private List<String> exclude = List.of();

  /**
   * @throws UsageException where a glob is none
   */
  FileSelection selection() {
    return new FileSelection(recursive, globs("--include", include), globs("--exclude", exclude));
  }

  private static List<FileSelection.Glob> globs(String option, List<String> texts) {
    try {
      return texts.stream().map(FileSelection.Glob::of).toList();
    } catch (IllegalArgumentException e) {
      throw new UsageException("Invalid %s: %s".formatted(option, e.getMessage()), e);
    }
  }
}
