package forwardpass.job;

import forwardpass.error.OutputException;
import forwardpass.report.Report;
import forwardpass.report.RunReports;
import forwardpass.report.page.HtmlReport;
import forwardpass.sink.AtomicFile;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The directory of a report, on any Hadoop file system. Each of its files is there whole, or as it
 * was.
 */
public final class ReportDirectory {
  private final String name;
  private final Path directory;
  private final Configuration hadoop;

  private ReportDirectory(String name, Path directory, Configuration hadoop) {
    this.name = name;
    this.directory = directory;
    this.hadoop = hadoop;
  }

  /**
   * Makes the directory where there is none, and removes an earlier report, so that none stands
   * beside a status that is not its own.
   *
   * @throws OutputException where it cannot be written to
   */
  public static ReportDirectory open(String name, Configuration hadoop) {
    try {
      Path path = new Path(name);
      FileSystem fileSystem = path.getFileSystem(hadoop);
      fileSystem.mkdirs(path);
      for (String file : new String[] {"report.json", "report.html", "status.json"}) {
        fileSystem.delete(new Path(path, file), false);
      }
      return new ReportDirectory(name, fileSystem.makeQualified(path), hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw cannotWrite(name, e);
    }
  }

  /**
   * Writes the report of a run that is done: whatever goes wrong here, its results stay.
   *
   * @return the report
   * @throws OutputException where it cannot be made or written
   */
  public RunReports write(Supplier<RunReports> made) {
    try {
      RunReports report = made.get();
      AtomicFile.write(new Path(directory, "report.json"), report.json(), hadoop);
      AtomicFile.write(new Path(directory, "report.html"), HtmlReport.page(report), hadoop);
      return report;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw new OutputException(
          "Cannot write the report to %s: %s; the results above are complete without it"
              .formatted(name, e.getMessage() == null ? e.toString() : e.getMessage()),
          e);
    }
  }

  /**
   * @throws OutputException where it cannot be written
   */
  void writeStatus(Map<String, Object> status) {
    try {
      AtomicFile.write(new Path(directory, "status.json"), Report.json(status), hadoop);
    } catch (IOException e) {
      throw cannotWrite(name, e);
    }
  }

  private static OutputException cannotWrite(String name, Exception cause) {
    return new OutputException(
        "Cannot write %s: %s; choose another --report".formatted(name, cause.getMessage()), cause);
  }
}
