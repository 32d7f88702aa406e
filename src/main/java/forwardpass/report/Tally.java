package forwardpass.report;

import forwardpass.model.OutputKind;
import forwardpass.report.input.ImageTally;
import forwardpass.report.input.Moments;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What the report needs to know of the images that were scored, added up by each task, and then of
 * all tasks by the driver. It takes as much memory for a billion images as for ten thousand.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SCORED = 0;
  private static final int LABELLED = 1;
  private static final int CORRECT = 2;
  private static final int REFUSED = 3;

  private final TallyShape shape;
  private final ClassTally classified;
  private final NamedCounts files = new NamedCounts(REFUSED + 1);
  private final long[] run = new long[REFUSED + 1];
  private String runFile;
  private final NamedCounts refusedFiles = new NamedCounts(1);
  private final NamedCounts reasons = new NamedCounts(1);
  private final RefusedRecords refused = new RefusedRecords();
  private final Moments numbers = new Moments();
  private final ImageTally images = new ImageTally();
  private final OutputErrors errors;

  /** An empty tally. */
  Tally(TallyShape shape) {
    this.shape = shape;
    classified = shape.kind() == OutputKind.NUMBER ? null : new ClassTally(shape);
    errors = shape.areNumbers() ? new OutputErrors(shape.outputs()) : null;
  }

  /**
   * Adds an image of a batch.
   *
   * @param image its number in the batch
   * @param label not a number where it has none
   * @param index in its file; -1 where it has none
   */
  public void addImage(
      float[] outputs,
      int image,
      int prediction,
      double label,
      String file,
      long index,
      Pictures pictures) {
    ofFile(file);
    run[SCORED]++;
    run[LABELLED] += Double.isNaN(label) ? 0 : 1;
    run[CORRECT] += label == prediction ? 1 : 0;
    add(outputs, image, prediction, label, file, index, pictures);
  }

  /**
   * Adds a record that was refused. Reasons that differ in numbers only are counted together.
   *
   * @param index in its file; -1 where it has none
   */
  public void addRefused(String file, long index, String reason) {
    ofFile(file);
    run[REFUSED]++;
    String kind = reason.replaceAll("[-+]?[0-9]+(\\.[0-9]+)?", "N");
    reasons.add(kind, 1);
    refused.add(kind, new RefusedRecord(file, index, reason));
  }

  /** Images come file by file: each run of one is counted by itself, and its name found once. */
  private void ofFile(String file) {
    if (!file.equals(runFile)) {
      endRun();
      runFile = file;
    }
  }

  private void endRun() {
    if (runFile != null) {
      files.add(runFile, run);
      if (run[REFUSED] > 0) {
        refusedFiles.add(runFile, run[REFUSED]);
      }
      Arrays.fill(run, 0);
      runFile = null;
    }
  }

  private void add(
      float[] outputs,
      int image,
      int prediction,
      double label,
      String file,
      long index,
      Pictures pictures) {
    boolean isLabelled = !Double.isNaN(label);
    if (errors != null && isLabelled) {
      errors.add(outputs, image * shape.outputs(), label);
    }
    if (classified == null) {
      numbers.add(outputs[image]);
    } else {
      classified.add(
          outputs, image, prediction, isLabelled ? (int) label : -1, file, index, pictures);
    }
  }

  /** Adds another tally of the same network. */
  public void addAll(Tally other) {
    if (classified != null) {
      classified.addAll(other.classified);
    }
    numbers.addAll(other.numbers);
    images.addAll(other.images);
    if (errors != null) {
      errors.addAll(other.errors);
    }
    files().addAll(other.files());
    refusedFiles.addAll(other.refusedFiles());
    reasons.addAll(other.reasons);
    refused.addAll(other.refused);
  }

  /** How many images of a regression have a label. */
  public long compared() {
    return errors.count();
  }

  /** The sum of the squares by which the numbers of a regression miss these labels. */
  public double squaredErrors() {
    return errors.squared(0);
  }

  /** How a class is called, where it is a number. */
  public int number(int of) {
    return shape.number(of);
  }

  /** Whether images get a number and no class. */
  public boolean isRegression() {
    return classified == null;
  }

  /** Null of a regression. */
  public ClassTally classified() {
    return classified;
  }

  public List<Example> mistakes() {
    return classified == null ? List.of() : classified.mistakes();
  }

  public List<Example> uncertain() {
    return classified == null ? List.of() : classified.uncertain();
  }

  /** Whether images are grey, as far as anybody knows. */
  boolean isGrey() {
    return shape.isGrey();
  }

  /** What the images are like. */
  public ImageTally images() {
    return images;
  }

  /** The numbers that a regression gave. */
  Moments numbers() {
    return numbers;
  }

  /** Null where outputs are no numbers to be compared with labels. */
  OutputErrors errors() {
    return errors;
  }

  /** Under each file: scored, labelled, correct and refused. */
  NamedCounts files() {
    endRun();
    return files;
  }

  /** How many records of each file were refused, of those of which any was. */
  NamedCounts refusedFiles() {
    endRun();
    return refusedFiles;
  }

  NamedCounts reasons() {
    return reasons;
  }

  RefusedRecords refused() {
    return refused;
  }
}
