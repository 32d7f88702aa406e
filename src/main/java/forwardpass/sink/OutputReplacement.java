package forwardpass.sink;

import forwardpass.error.OutputException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Replaces the complete output of an earlier run. The new one is written beside it, and it gives
 * way only when that is complete. Both are locked, and the locks move with them, so that a run that
 * comes later can tell what belongs where. Where a store makes files appear when all are written,
 * nothing moves: the earlier output goes then, and the files of this one appear.
 *
 * @param name of the output in messages
 */
record OutputReplacement(Path target, FileSystem fileSystem, OutputName name) {
  /**
   * Checks that what is there is complete.
   *
   * @throws OutputException where it is not, and may be something else than an output
   */
  void requireComplete() throws IOException {
    if (!CompleteOutput.isIn(target, fileSystem)) {
      throw new OutputException(
          "Cannot overwrite %s: expected the complete output of an earlier run, found no _SUCCESS in it; remove it yourself, or choose another %s"
              .formatted(name, name.option()));
    }
  }

  void write(RowWriter rows) throws IOException {
    if (rows.isCommittedByStore(target, fileSystem)) {
      try (Lease lease = OutputLock.take(target, fileSystem, name)) {
        requireComplete();
        rows.overwrite(target, fileSystem, lease);
      }
      return;
    }
    String unique = target.getName() + "." + UUID.randomUUID();
    Path written = new Path(target.getParent(), "." + unique + ".new");
    Path old = new Path(target.getParent(), "." + unique + ".old");
    try (Lease oldLease = OutputLock.hold(target, fileSystem, name)) {
      requireComplete();
      try (Lease newLease = OutputLock.take(written, fileSystem, name)) {
        rows.write(written, fileSystem, newLease);
        exchange(old, oldLease, newLease);
      }
      oldLease.deleteDirectory();
    }
  }

  private void exchange(Path old, Lease oldLease, Lease newLease) {
    try {
      oldLease.moveTo(old);
      try {
        newLease.moveTo(target);
      } catch (IOException e) {
        oldLease.moveTo(target);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw new OutputException(
          "Cannot overwrite %s: %s; the new results are complete, in %s"
              .formatted(name, e.getMessage(), newLease.directory()),
          e);
    }
  }
}
