package forwardpass.job.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import forwardpass.error.UsageException;
import forwardpass.report.Comparison;
import forwardpass.report.Comparison.Change;
import forwardpass.report.Comparison.Share;
import forwardpass.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The report of a run.
 *
 * @param path as it was named
 * @param document its {@code report.json}
 */
record EarlierReport(String path, JsonNode document) implements EarlierRun {
  /** The format that {@link Report} writes. */
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  static EarlierReport read(String path, Path file, FileSystem fileSystem) throws IOException {
    try (InputStream in = fileSystem.open(file)) {
      JsonNode document = JSON.readTree(in);
      if (document.has("networks")) {
        throw unlike(path, "a report of one network", "one of several");
      }
      if (document.path("format").asInt() != FORMAT || !document.has("metrics")) {
        throw unlike(path, "a report of format 1, as --report writes it", "another JSON document");
      }
      if (!document.get("metrics").has("per_class")) {
        throw unlike(path, "a report with accuracies of classes", "one without");
      }
      return new EarlierReport(path, document);
    } catch (JsonProcessingException e) {
      throw unlike(path, "report.json", "no JSON");
    }
  }

  private static UsageException unlike(String path, String expected, String found) {
    return new UsageException(
        "Cannot compare with %s: expected %s, found %s; name the report or output of an earlier run"
            .formatted(path, expected, found));
  }

  @Override
  public Comparison with(Report now) {
    JsonNode metrics = document.get("metrics");
    List<Change> classes = new ArrayList<>();
    for (JsonNode one : metrics.get("per_class")) {
      int label = one.path("class").asInt();
      long support = one.path("support").asLong();
      Share before = new Share(Math.round(one.path("recall").asDouble() * support), support);
      now.shareOf(label)
          .ifPresent(share -> classes.add(new Change(now.classes().titled(label), before, share)));
    }
    Share all = new Share(metrics.path("correct").asLong(), metrics.path("count").asLong());
    return new Comparison(
        path,
        new Change("", all, now.share()),
        classes,
        files(now),
        Optional.ofNullable(document.get("input"))
            .map(input -> JSON.convertValue(input, new TypeReference<Map<String, Object>>() {})),
        Optional.empty());
  }

  private List<Change> files(Report now) {
    List<Change> files = new ArrayList<>();
    for (JsonNode one : document.path("files")) {
      String name = one.path("file").asText();
      Share before = new Share(one.path("correct").asLong(), one.path("labelled").asLong());
      now.shareOf(name).ifPresent(share -> files.add(new Change(name, before, share)));
    }
    return Comparison.mostChanged(files);
  }
}
