package forwardpass.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import forwardpass.error.OutputException;
import forwardpass.files.FoundFile;
import forwardpass.job.tallies.SquaredErrors;
import forwardpass.job.tallies.TallyFile;
import forwardpass.scoring.CountAccumulator;
import forwardpass.scoring.Counts;
import forwardpass.sink.CompleteOutput;
import forwardpass.sink.FileGroup;
import forwardpass.sink.HeldFile;
import forwardpass.source.idx.IdxPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What an output holds: {@code _manifest.json} in it.
 *
 * @param version of this format; 0 where a file does not say, as the first of them did not
 * @param network SHA-256 of its layers
 * @param options that change what is written. One that came later than the first manifests is named
 *     only where it is not its default, so that these stay true.
 * @param steps in which it was written
 */
record Manifest(int version, String network, Map<String, String> options, List<Step> steps) {
  /** The newest that this program reads: there are squared errors. */
  static final int VERSION = 4;

  /** What it writes where there are tallies, or names of files tell of steps. */
  private static final int OF_TALLIES = 3;

  /** What it writes of files that are not IDX, which earlier programs read too. */
  private static final int OF_FILES = 2;

  /** What it writes of IDX files, which still earlier ones read. */
  private static final int OF_IDX = 1;

  /**
   * Files of images that were scored together, and whose predictions are complete.
   *
   * @param inputs IDX files
   * @param files those of other formats
   * @param refused records that could not be scored; 0 where earlier versions did not say it
   * @param errors of a regression; null for another network, and where earlier versions scored
   * @param tally of the images, for a report; null where none was kept
   * @param group the ID in the names of the files of predictions; null where they have none
   * @param staged where the predictions are to be moved from; null once they are in their place
   */
  record Step(
      List<IdxPair> inputs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScoredFile> files,
      long images,
      long labelled,
      long correct,
      long refused,
      Set<String> blas,
      @JsonInclude(JsonInclude.Include.NON_NULL) SquaredErrors errors,
      @JsonInclude(JsonInclude.Include.NON_NULL) TallyFile tally,
      @JsonInclude(JsonInclude.Include.NON_NULL) String group,
      Staged staged) {
    Step {
      files = files == null ? List.of() : files;
    }

    static Step of(List<IdxPair> inputs, List<ScoredFile> files, CountAccumulator counted) {
      Counts counts = counted.value();
      return new Step(
          inputs,
          files,
          counts.images(),
          counts.labelled(),
          counts.correct(),
          counts.refused(),
          counts.blas(),
          SquaredErrors.of(counted).orElse(null),
          null,
          null,
          null);
    }

    Step tallied(TallyFile kept) {
      return new Step(
          inputs, files, images, labelled, correct, refused, blas, errors, kept, group, staged);
    }

    /** With predictions that are to be moved from there; null where they are in their place. */
    Step staged(Staged from) {
      return new Step(
          inputs, files, images, labelled, correct, refused, blas, errors, tally, group, from);
    }

    /** With predictions in files whose names tell that they are of this step. */
    Step named(FileGroup by) {
      return new Step(
          inputs, files, images, labelled, correct, refused, blas, errors, tally, by.id(), staged);
    }

    Counts counts() {
      return new Counts(images, labelled, correct, refused, blas);
    }
  }

  /**
   * A file, as it was when it was scored.
   *
   * @param length in bytes
   * @param modified when, in milliseconds since 1970
   */
  record ScoredFile(String path, long length, long modified) {
    static ScoredFile of(FoundFile file) {
      return new ScoredFile(file.toString(), file.length(), file.modified());
    }
  }

  /**
   * Files that are complete, but not in their place yet, or not known to be.
   *
   * @param directory in the output
   * @param files by their paths in it
   */
  record Staged(String directory, List<String> files) {}

  Manifest(String network, Map<String, String> options, List<Step> steps) {
    this(version(steps), network, options, steps);
  }

  private static int version(List<Step> steps) {
    if (steps.stream().anyMatch(step -> step.errors() != null)) {
      return VERSION;
    }
    if (steps.stream().anyMatch(step -> step.tally() != null || step.group() != null)) {
      return OF_TALLIES;
    }
    return steps.stream().allMatch(step -> step.files().isEmpty()) ? OF_IDX : OF_FILES;
  }

  /** The file of an output that says it. */
  static HeldFile file(Path output, Configuration hadoop) {
    return new HeldFile(new Path(output, CompleteOutput.MANIFEST), hadoop);
  }

  /**
   * The manifest of an output that this run alone may write; one without steps where there is none.
   */
  static Manifest read(HeldFile file, String network, Map<String, String> options) {
    Path path = file.path();
    try {
      Optional<String> text = file.read(CompleteOutput::isWholeManifest);
      return text.isPresent()
          ? ManifestJson.read(text.get(), path)
          : new Manifest(network, options, List.of());
    } catch (JacksonException e) {
      throw new OutputException(
          "Cannot resume %s: expected a manifest, found: %s; choose another --output"
              .formatted(path, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new OutputException(
          "Cannot resume %s: %s; choose another --output".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Writes it.
   *
   * @throws IOException where it cannot be written, or where another run has written one
   */
  void write(HeldFile file) throws IOException {
    file.write(ManifestJson.lines(this));
  }

  Manifest with(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Manifest(network, options, all);
  }

  /** This, when all predictions are in their place. */
  Manifest moved() {
    return new Manifest(network, options, steps.stream().map(step -> step.staged(null)).toList());
  }

  /** Whether there is something in it, and a tally of all of it. */
  boolean isTallied() {
    return !steps.isEmpty() && steps.stream().allMatch(step -> step.tally() != null);
  }

  /** How many images have none. */
  long untallied() {
    return steps.stream().filter(step -> step.tally() == null).mapToLong(Step::images).sum();
  }

  /** The tallies that there are. */
  List<TallyFile> tallies() {
    return steps.stream().map(Step::tally).filter(Objects::nonNull).toList();
  }

  /** The IDs in the names of files that are complete. */
  Set<String> groups() {
    return steps.stream()
        .map(Step::group)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What all steps counted. */
  Counts counts() {
    return steps.stream().map(Step::counts).reduce(Counts.NONE, Counts::plus);
  }

  /** By how much a regression is off in all steps. */
  SquaredErrors errors() {
    return steps.stream()
        .map(
            step ->
                Objects.requireNonNullElseGet(
                    step.errors(), () -> SquaredErrors.unknown(step.images())))
        .reduce(SquaredErrors.NONE, SquaredErrors::plus);
  }
}
