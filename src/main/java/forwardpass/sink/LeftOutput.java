package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What runs that were killed have left of an output. Only what carries a lock of theirs that has
 * expired is touched, and of that only what a run makes.
 */
final class LeftOutput {
  private static final String UUIDS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** What is in a directory that a run writes, but for the directories of partitions. */
  private static final Pattern MADE =
      Pattern.compile(
          "part-.*|_temporary|__magic.*|_staging|_delta_log|_SUCCESS|_lock|_lock\\.%s|_manifest\\.json|_tally-.*|\\._manifest\\.json\\.partial|\\._lock\\.partial|\\.spark-staging-.*|\\..*\\.crc"
              .formatted(UUIDS));

  private final Path target;
  private final FileSystem fileSystem;
  private final OutputName name;

  private LeftOutput(Path target, FileSystem fileSystem, OutputName name) {
    this.target = target;
    this.fileSystem = AtomicFile.withoutChecksums(fileSystem);
    this.name = name;
  }

  /**
   * Clears away what holds nothing complete. Of a complete output, or one with a manifest, only the
   * lock goes. A replacement that was complete when its run was killed takes its place.
   *
   * @param name of the output in messages
   * @throws OutputException where another run is replacing the output, or where it is for people to
   *     say what is to stay
   */
  static void clear(Path target, FileSystem fileSystem, OutputName name) throws IOException {
    new LeftOutput(target, fileSystem, name).clear();
  }

  private void clear() throws IOException {
    clearUnfinished(target);
    if (target.isRoot()) {
      return; // nothing is beside it
    }
    Pattern beside = Pattern.compile(Pattern.quote("." + target.getName() + ".") + UUIDS);
    for (FileStatus entry : list(target.getParent())) {
      String entryName = entry.getPath().getName();
      String stem = entryName.replaceFirst("\\.(new|old)$", "");
      if (!entryName.equals(stem) && beside.matcher(stem).matches()) {
        finish(new Path(target.getParent(), stem));
      }
    }
  }

  /** Finishes, or takes back, the replacement that wrote beside the output. */
  private void finish(Path stem) throws IOException {
    Path written = stem.suffix(".new");
    Path old = stem.suffix(".old");
    if (fileSystem.exists(written)) {
      switch (OutputLock.state(written, fileSystem)) {
        case EXPIRED -> finish(written, old);
        case TAKEN -> OutputLock.requireNone(written, fileSystem, name);
        case FREE -> {} // it is not known whose it is
      }
    } else if (fileSystem.exists(old)) {
      finishWithout(old);
    }
  }

  private void finish(Path written, Path old) throws IOException {
    if (!fileSystem.exists(old)) {
      clearUnfinished(written);
    } else if (fileSystem.exists(target)) {
      throw new OutputException(
          "Cannot write %s: a run that was replacing it was killed, and what is there is neither the earlier output, which is in %s, nor the new one, which is in %s; keep one of the three and remove the others"
              .formatted(name, old, written));
    } else { // the old output gave way, so the new one is complete
      OutputLock.rename(written, target, fileSystem);
      fileSystem.delete(OutputLock.in(target), false);
      finishWithout(old);
    }
  }

  private void finishWithout(Path old) throws IOException {
    if (!fileSystem.exists(target)) {
      OutputLock.rename(old, target, fileSystem);
      clearUnfinished(target);
    } else if (OutputLock.state(old, fileSystem) == OutputLock.State.EXPIRED) {
      fileSystem.delete(old, true); // all of it was to be replaced
    }
  }

  private void clearUnfinished(Path directory) throws IOException {
    Optional<ObjectStore> store = ObjectStore.of(directory, fileSystem);
    if (store.isPresent()) {
      clearUnfinishedIn(store.get(), directory);
      return;
    }
    if (OutputLock.state(directory, fileSystem) != OutputLock.State.EXPIRED) {
      return;
    }
    // Of several that find it, one renames it.
    Path stale = OutputLock.in(directory).suffix("." + UUID.randomUUID());
    if (fileSystem.rename(OutputLock.in(directory), stale)) {
      if (CompleteOutput.isToStay(directory, fileSystem)) {
        fileSystem.delete(stale, false);
      } else {
        deleteMade(directory);
      }
    }
  }

  /** Of several that find it, one makes the lock its own, and keeps it until all is clear. */
  private void clearUnfinishedIn(ObjectStore store, Path directory) throws IOException {
    Optional<ObjectStore.Version> expired = store.version(OutputLock.in(directory));
    if (OutputLock.state(directory, fileSystem) != OutputLock.State.EXPIRED || expired.isEmpty()) {
      return;
    }
    Optional<Lease> taken = OutputLock.takeOver(directory, expired.get(), store, name);
    if (taken.isPresent()) {
      try (Lease lease = taken.get()) {
        StoreCommit.deleteUploads(directory, fileSystem);
        if (!CompleteOutput.isToStay(directory, fileSystem)) {
          deleteMade(directory);
        } else if (!CompleteOutput.hasManifest(directory, fileSystem)) {
          fileSystem.delete(new Path(directory, AwaitedRows.STAGING), true); // to overwrite it
        }
        lease.requireHeld();
      }
      OutputLock.deleteIfEmpty(directory, fileSystem);
    }
  }

  private void deleteMade(Path directory) throws IOException {
    for (FileStatus entry : list(directory)) {
      String entryName = entry.getPath().getName();
      if (OutputLock.is(entry) && ObjectStore.of(directory, fileSystem).isPresent()) {
        continue; // held while the rest goes
      }
      if (MADE.matcher(entryName).matches()) {
        fileSystem.delete(entry.getPath(), true);
      } else if (entry.isDirectory() && entryName.contains("=")) {
        deleteMade(entry.getPath());
      }
    }
    if (list(directory).length == 0) {
      fileSystem.delete(directory, false);
    }
  }

  private FileStatus[] list(Path directory) throws IOException {
    try {
      return fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
