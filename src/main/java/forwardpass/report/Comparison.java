package forwardpass.report;

import java.util.ArrayList;
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
 * @param images of both runs, one by one; empty where the earlier run has no output to look at
 */
public record Comparison(
    String earlier,
    Change all,
    List<Change> classes,
    List<Change> files,
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
