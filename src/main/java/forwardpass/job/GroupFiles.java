package forwardpass.job;

import forwardpass.sink.Destination;
import forwardpass.sink.FileGroup;
import forwardpass.sink.PredictionSink;
import forwardpass.sink.ResumedDirectory;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * How the files of groups come into an output that is resumed, each group's when it is complete.
 */
sealed interface GroupFiles {
  /** Where it is said which groups of an output are complete, for a run that comes later. */
  interface Manifests {
    void write(Manifest manifest) throws IOException;
  }

  /** Scores a group. */
  interface Scoring {
    /** Has its predictions written; gives what a manifest says of it. */
    Manifest.Step into(PredictionSink sink) throws IOException;
  }

  /**
   * Finishes, or takes back, what runs that have ended left half done.
   *
   * @return what is complete then, and in its place
   */
  Manifest settle(Manifest manifest) throws IOException;

  /**
   * Adds a group.
   *
   * @return what is complete then, and in its place
   */
  Manifest add(Manifest manifest, Scoring group, Manifests manifests) throws IOException;

  /** Deletes what is empty, where a group failed. */
  void clearAfter() throws IOException;

  /** Predictions that are moved into an output when the manifest says that they are complete. */
  record Staged(ResumedDirectory output, Destination destination, StagedFiles files)
      implements GroupFiles {
    Staged(ResumedDirectory output, Destination destination) {
      this(output, destination, new StagedFiles(output.fileSystem(), output.path()));
    }

    @Override
    public Manifest settle(Manifest manifest) throws IOException {
      for (Manifest.Step step : manifest.steps()) {
        files.move(step.staged());
      }
      files.clear();
      return manifest.moved();
    }

    @Override
    public Manifest add(Manifest manifest, Scoring group, Manifests manifests) throws IOException {
      Path directory = files.next();
      Manifest.Step scored = group.into(PredictionSink.of(destination.at(directory.toString())));
      Manifest.Staged staged = files.list(directory);
      output.requireHeld();
      Manifest complete = manifest.with(scored.staged(staged));
      manifests.write(complete);
      files.move(staged);
      files.delete(staged);
      return complete.moved();
    }

    @Override
    public void clearAfter() throws IOException {
      files.deleteIfEmpty();
    }
  }

  /**
   * Predictions that a store lets appear in an output when a group is complete, under names that
   * tell of which group they are. The manifest names those groups when their files are there:
   * others that it does not name are of a run that was ended in between, and the next one deletes
   * them.
   */
  record Uploaded(ResumedDirectory output, Destination destination) implements GroupFiles {
    @Override
    public Manifest settle(Manifest manifest) throws IOException {
      output.keepOnly(manifest.groups());
      return manifest;
    }

    @Override
    public Manifest add(Manifest manifest, Scoring group, Manifests manifests) throws IOException {
      FileGroup files = FileGroup.next();
      Manifest.Step step = group.into(output.add(destination, files)).named(files);
      output.requireHeld();
      Manifest complete = manifest.with(step);
      manifests.write(complete);
      return complete;
    }

    @Override
    public void clearAfter() {
      // what fails takes its own files with it
    }
  }
}
