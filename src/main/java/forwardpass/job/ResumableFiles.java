package forwardpass.job;

import forwardpass.error.InputException;
import forwardpass.files.FoundFile;
import forwardpass.model.Model;
import forwardpass.scoring.CountAccumulator;
import forwardpass.source.FileSource;
import forwardpass.source.ImageSource;
import forwardpass.source.WorkGroups;
import forwardpass.source.idx.IdxListing;
import forwardpass.source.idx.IdxPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** Files that can be scored in groups. */
sealed interface ResumableFiles {
  /** Those of a job; none where its images are not in such files. */
  static Optional<ResumableFiles> of(ScoringPlan work) {
    if (work.files().isPresent()) {
      return Optional.of(new Idx(work.files().get()));
    }
    return work.source() instanceof FileSource source
        ? Optional.of(new Whole(source, source.files()))
        : Optional.empty();
  }

  boolean isEmpty();

  /** How much there is, as the progress of a run counts it. */
  long size();

  /**
   * What a manifest does not have.
   *
   * @throws InputException where one that it has is another now
   */
  ResumableFiles without(Manifest manifest);

  /**
   * Groups that are worth a Spark job each, in order.
   *
   * @param tasks how many full ones are enough that few cores wait long for the last of them
   * @param taskBytes how much a full one reads
   */
  List<ResumableFiles> groups(int tasks, long taskBytes);

  /** Checks that there is room for their predictions, where that can be told. */
  default void requireRoom(OutputRequest output, Model network, SparkSession spark) {}

  /**
   * The images in them.
   *
   * @param idx opens IDX files
   */
  ImageSource source(Function<IdxListing, ImageSource> idx);

  /** What a manifest says of them when they are scored. */
  Manifest.Step step(CountAccumulator counts);

  private static InputException changed(String path, String expected) {
    return new InputException(
        "Corrupt: %s: expected %s changed; write to another --output".formatted(path, expected));
  }

  /** IDX files, with those of their labels. */
  record Idx(IdxListing listing) implements ResumableFiles {
    @Override
    public boolean isEmpty() {
      return listing.pairs().isEmpty();
    }

    @Override
    public long size() {
      return listing.images();
    }

    @Override
    public ResumableFiles without(Manifest manifest) {
      Map<String, IdxPair> done = new HashMap<>();
      for (Manifest.Step step : manifest.steps()) {
        step.inputs().forEach(pair -> done.put(pair.images().path(), pair));
      }
      List<IdxPair> todo = new ArrayList<>();
      for (IdxPair pair : listing.pairs()) {
        IdxPair earlier = done.get(pair.images().path());
        if (earlier == null) {
          todo.add(pair);
        } else if (!earlier.equals(pair)) {
          throw changed(
              pair.images().path(), "the file, and labels, that were scored before, found them");
        }
      }
      return new Idx(new IdxListing(todo));
    }

    @Override
    public List<ResumableFiles> groups(int tasks, long taskBytes) {
      return listing.groups(tasks, taskBytes).stream().<ResumableFiles>map(Idx::new).toList();
    }

    @Override
    public void requireRoom(OutputRequest output, Model network, SparkSession spark) {
      output.requireRoom(listing, Networks.of(network), spark);
    }

    @Override
    public ImageSource source(Function<IdxListing, ImageSource> idx) {
      return idx.apply(listing);
    }

    @Override
    public Manifest.Step step(CountAccumulator counts) {
      return Manifest.Step.of(listing.pairs(), List.of(), counts);
    }
  }

  /**
   * Files that have all that belongs to their images.
   *
   * @param all where they are among others
   * @param files these
   */
  record Whole(FileSource all, List<FoundFile> files) implements ResumableFiles {
    @Override
    public boolean isEmpty() {
      return files.isEmpty();
    }

    @Override
    public long size() {
      return files.stream().mapToLong(FoundFile::length).sum();
    }

    @Override
    public ResumableFiles without(Manifest manifest) {
      Map<String, Manifest.ScoredFile> done = new HashMap<>();
      for (Manifest.Step step : manifest.steps()) {
        step.files().forEach(file -> done.put(file.path(), file));
      }
      List<FoundFile> todo = new ArrayList<>();
      for (FoundFile file : files) {
        Manifest.ScoredFile earlier = done.get(file.toString());
        if (earlier == null) {
          todo.add(file);
        } else if (!earlier.equals(Manifest.ScoredFile.of(file))) {
          throw changed(earlier.path(), "the file that was scored before, found it");
        }
      }
      return new Whole(all, todo);
    }

    @Override
    public List<ResumableFiles> groups(int tasks, long taskBytes) {
      return WorkGroups.of(files, file -> all.work(file, taskBytes), tasks * taskBytes).stream()
          .<ResumableFiles>map(group -> new Whole(all, group))
          .toList();
    }

    @Override
    public ImageSource source(Function<IdxListing, ImageSource> idx) {
      return all.of(files);
    }

    @Override
    public Manifest.Step step(CountAccumulator counts) {
      List<Manifest.ScoredFile> scored = files.stream().map(Manifest.ScoredFile::of).toList();
      return Manifest.Step.of(List.of(), scored, counts);
    }
  }
}
