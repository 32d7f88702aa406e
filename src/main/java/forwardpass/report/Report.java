package forwardpass.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import forwardpass.model.ClassNumbers;
import forwardpass.report.Comparison.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report of a run.
 *
 * @param tally of all images
 * @param classes how labels name the classes
 * @param provenance what was run on what, under the keys of {@code report.json}
 * @param comparison with an earlier run; empty where none is asked for
 */
public record Report(
    Tally tally,
    ClassNumbers classes,
    Map<String, Object> provenance,
    Optional<Comparison> comparison) {
  /** Among the counts of a file. */
  private static final int LABELLED = 1;

  private static final int CORRECT = 2;

  private static final ObjectWriter JSON =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectFieldValueSpacing(Separators.Spacing.NONE))
                  .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter())
                  .withObjectIndenter(new ObjectPerLine()));

  /** Without an earlier run beside it. */
  public Report(Tally tally, ClassNumbers classes, Map<String, Object> provenance) {
    this(tally, classes, provenance, Optional.empty());
  }

  /** The same, with an earlier run beside it. */
  public Report with(Comparison earlier) {
    return new Report(tally, classes, provenance, Optional.of(earlier));
  }

  /** How many of the labelled images are predicted right. */
  public Share share() {
    return new Share(tally.classified().within(1), tally.classified().labelled());
  }

  /** The same of the images of a label; empty where there are none. */
  public Optional<Share> shareOf(int label) {
    if (!classes.has(label)) {
      return Optional.empty();
    }
    ClassCounts counts = tally.classified().counts();
    int number = classes.classOf(label);
    return counts.labelled(number) == 0
        ? Optional.empty()
        : Optional.of(new Share(counts.right(number), counts.labelled(number)));
  }

  /** The same of the images of a file; empty where that is none whose counts were kept. */
  public Optional<Share> shareOf(String file) {
    return Optional.ofNullable(tally.files().counts().get(file))
        .map(counts -> new Share(counts[CORRECT], counts[LABELLED]));
  }

  /** {@code report.json}. */
  public String json() {
    Map<String, Object> document = head();
    document.putAll(ofNetwork());
    document.putAll(tail());
    return json(document);
  }

  /** What is of the images, whatever scores them, and comes first. */
  Map<String, Object> head() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", 1);
    document.put("rows", rows());
    document.put("input", input());
    if (classes.areNamed()) {
      document.put("class_names", classes.names());
    }
    return document;
  }

  /** What is of the network. */
  Map<String, Object> ofNetwork() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("warnings", warnings());
    document.put("metrics", Metrics.of(tally, classes));
    document.put("comparison", comparison.map(Comparison::described).orElse(null));
    document.put("most_confident_mistakes", examples(tally.mistakes()));
    document.put("least_certain", examples(tally.uncertain()));
    document.put("files", files());
    return document;
  }

  /** What is of the images, or the run, and comes last. */
  Map<String, Object> tail() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("refused_records", refusedRecords());
    document.put("files_with_most_refused", FileCounts.mostRefused(tally));
    document.put("provenance", provenance);
    return document;
  }

  /** A document as JSON, as a person reads it. */
  public static String json(Map<String, Object> document) {
    try {
      return JSON.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps, lists, texts and numbers
    }
  }

  /** What makes its figures doubtful, each a sentence and what to do; often nothing. */
  public List<String> warnings() {
    return Warnings.of(tally, classes, comparison);
  }

  /** What the images are like, under the keys of {@code report.json}. */
  public Map<String, Object> input() {
    return tally.images().described();
  }

  public Map<String, Object> rows() {
    long[] all = new long[4];
    tally.files().counts().values().forEach(counts -> plus(all, counts));
    plus(all, tally.files().others());
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("read", all[0] + all[3]);
    rows.put("scored", all[0]);
    rows.put("refused", all[3]);
    rows.put("refused_by_reason", reasons());
    return rows;
  }

  private static void plus(long[] sum, long... added) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += added[i];
    }
  }

  private Map<String, Object> reasons() {
    Map<String, Object> reasons = new LinkedHashMap<>();
    tally.reasons().counts().forEach((reason, counts) -> reasons.put(reason, counts[0]));
    if (tally.reasons().others()[0] > 0) {
      reasons.put("other reasons", tally.reasons().others()[0]);
    }
    return reasons;
  }

  /** The first records that were refused, by file and index, for each reason. */
  public Map<String, List<RefusedRecord>> refused() {
    return tally.refused().byReason();
  }

  private List<Map<String, Object>> refusedRecords() {
    List<Map<String, Object>> list = new ArrayList<>();
    refused()
        .forEach(
            (reason, records) -> {
              for (RefusedRecord record : records) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("reason", reason);
                one.put("file", record.file());
                one.put("index", record.index() < 0 ? null : record.index());
                one.put("message", record.message());
                list.add(one);
              }
            });
    return list;
  }

  /** The files that stand out, and what all others have together. */
  public List<FileCounts> worstFiles() {
    return FileCounts.worst(tally);
  }

  /** Scored, labelled, correct and refused of each file, and of those that are too many to name. */
  private List<Map<String, Object>> files() {
    List<Map<String, Object>> files = new ArrayList<>();
    tally.files().counts().forEach((file, counts) -> files.add(file(file, counts)));
    long[] others = tally.files().others();
    if (others[0] + others[3] > 0) {
      files.add(file("all other files", others));
    }
    return files;
  }

  private Map<String, Object> file(String name, long... counts) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("file", name);
    file.put("scored", counts[0]);
    file.put("labelled", counts[1]);
    file.put("correct", tally.isRegression() ? null : counts[2]);
    file.put("refused", counts[3]);
    return file;
  }

  private List<Map<String, Object>> examples(List<Example> examples) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Example example : examples) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", example.file());
      one.put("index", example.index() < 0 ? null : example.index());
      one.put("label", example.label() < 0 ? null : example.label());
      one.put("prediction", example.prediction());
      classes.name(example.label()).ifPresent(name -> one.put("label_name", name));
      classes.name(example.prediction()).ifPresent(name -> one.put("prediction_name", name));
      one.put("confidence", example.confidence());
      list.add(one);
    }
    return list;
  }

  /** Indents what a person reads, and gives each object of a long list a line and no more. */
  private static final class ObjectPerLine extends DefaultIndenter {
    private static final long serialVersionUID = 1;
    private static final int LEVELS = 2;

    @Override
    public void writeIndentation(JsonGenerator generator, int level) throws IOException {
      if (level <= LEVELS) {
        super.writeIndentation(generator, level);
      }
    }
  }
}
