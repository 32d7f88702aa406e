package forwardpass.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became better and worse since an earlier run.
 *
 * @param earlier where that run's report or output is
 * @param all of the labelled images of each run
 * @param classes by the class that the label means, those of both runs
 * @param files those of both runs; of many, the first hundred by how much changed
 * @param earlierInput what the report of the earlier run says of its images; empty where there is
 *     none
 * @param images of both runs, one by one; empty where the earlier run has no output to look at
 */
public record Comparison(
    String earlier,
    Change all,
    List<Change> classes,
    List<Change> files,
    Optional<Map<String, Object>> earlierInput,
    Optional<PairedImages> images) {
  /** The most files that are told. */
  public static final int MOST_FILES = 100;

  /** So many of so many images were predicted right. */
  public record Share(long right, long labelled) {
    /** The accuracy; not a number where no image has a label. */
    public double accuracy() {
      return (double) right / labelled;
    }

    private Map<String, Object> described() {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("correct", right);
      described.put("labelled", labelled);
      return described;
    }
  }

  /**
   * What one run, and then the other, said of the same.
   *
   * @param name of a class or file; empty of all images
   */
  public record Change(String name, Share before, Share now) {
    /** How many more of a hundred are right; not a number where either has no labels. */
    public double gain() {
      return 100 * (now.accuracy() - before.accuracy());
    }

    private Map<String, Object> described(String key) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put(key, name);
      described.put("earlier", before.described());
      described.put("now", now.described());
      return described;
    }
  }

  public Comparison {
    classes = List.copyOf(classes);
    files = List.copyOf(files);
  }

  /**
   * Two networks that scored the same images.
   *
   * @param name of the one that is compared with
   */
  static Comparison of(String name, Report before, Report now, PairedImages images) {
    List<Change> classes = new ArrayList<>();
    for (int label = now.classes().first(); label <= now.classes().last(); label++) {
      String title = now.classes().titled(label);
      Optional<Share> share = before.shareOf(label);
      now.shareOf(label)
          .ifPresent(other -> classes.add(new Change(title, share.orElseThrow(), other)));
    }
    List<Change> files = new ArrayList<>();
    for (String file : now.tally().files().counts().keySet()) {
      files.add(
          new Change(file, before.shareOf(file).orElseThrow(), now.shareOf(file).orElseThrow()));
    }
    return new Comparison(
        name,
        new Change("", before.share(), now.share()),
        classes,
        mostChanged(files),
        Optional.empty(),
        Optional.of(images));
  }

  /** Of files, those that changed, those with most images that did first. */
  public static List<Change> mostChanged(List<Change> files) {
    return files.stream()
        .filter(change -> !change.before().equals(change.now()))
        .sorted(
            Comparator.comparingLong(
                    (Change change) -> -Math.abs(change.now().right() - change.before().right()))
                .thenComparing(Change::name))
        .limit(MOST_FILES)
        .toList();
  }

  /** Under the keys of {@code report.json}. */
  Map<String, Object> described() {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("with", earlier);
    described.put("earlier", all.before().described());
    described.put("now", all.now().described());
    described.put("classes", described(classes, "class"));
    described.put("files", described(files, "file"));
    described.put("images", images.map(PairedImages::described).orElse(null));
    return described;
  }

  private static List<Map<String, Object>> described(List<Change> changes, String key) {
    List<Map<String, Object>> list = new ArrayList<>();
    changes.forEach(change -> list.add(change.described(key)));
    return list;
  }

  /** In one sentence. */
  public String summary() {
    return "Compared with %s: %s%s"
        .formatted(
            earlier,
            all.before().labelled() == 0 || all.now().labelled() == 0
                ? "no accuracy, as one of the runs has no labels"
                : String.format(
                    Locale.ROOT,
                    "accuracy %.4f, before that %.4f",
                    all.now().accuracy(),
                    all.before().accuracy()),
            images.map(paired -> "; " + paired.summary()).orElse(""));
  }
}
