package forwardpass.job.tallies;

import forwardpass.error.OutputException;
import forwardpass.report.StoredTally;
import forwardpass.report.Tally;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file with the tally of images whose predictions are in the same directory. It is there before a
 * manifest names it, and hidden to who reads the predictions.
 *
 * @param file its name
 * @param sha256 of what is in it
 */
public record TallyFile(String file, String sha256) {
  private static final Pattern OWN =
      Pattern.compile("_tally-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Writes a tally into a directory. */
  public static TallyFile write(Tally tally, Path directory, FileSystem fileSystem)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StoredTally.write(tally, bytes);
    TallyFile written =
        new TallyFile("_tally-" + UUID.randomUUID(), DigestUtils.sha256Hex(bytes.toByteArray()));
    try (OutputStream out = fileSystem.create(new Path(directory, written.file), false)) {
      bytes.writeTo(out);
    }
    return written;
  }

  /**
   * The tally that is in it.
   *
   * @throws OutputException where it cannot be read, or is not what was written
   */
  public Tally read(Path directory, FileSystem fileSystem) {
    Path path = new Path(directory, file);
    try (InputStream in = fileSystem.open(path)) {
      byte[] bytes = in.readAllBytes();
      if (!DigestUtils.sha256Hex(bytes).equals(sha256)) {
        throw new IOException("expected what the manifest says was written, found other bytes");
      }
      return StoredTally.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new OutputException(
          "Cannot report on %s: %s; leave out --report, or write to another --output"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** Deletes those that no manifest names: what runs have left that were ended. */
  public static void clear(Collection<TallyFile> named, Path directory, FileSystem fileSystem)
      throws IOException {
    for (FileStatus entry : fileSystem.listStatus(directory)) {
      String name = entry.getPath().getName();
      if (OWN.matcher(name).matches() && named.stream().noneMatch(kept -> kept.file.equals(name))) {
        fileSystem.delete(entry.getPath(), false);
      }
    }
  }
}
