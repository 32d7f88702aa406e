package forwardpass.report;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A tally as a file keeps it: a number that says of which form it is, and what tasks send of it.
 */
public final class StoredTally {
  /** To be raised where a field of what is stored is another: a test holds what they are. */
  static final int VERSION = 4;

  /** Nothing but what a tally is made of comes to life, whatever is in the file. */
  private static final ObjectInputFilter OWN =
      ObjectInputFilter.Config.createFilter(
          "forwardpass.report.*;forwardpass.report.input.*;forwardpass.model.*;forwardpass.image.resize.*;java.util.*;java.lang.*;!*");

  private StoredTally() {}

  /** Writes a tally, and leaves the stream open. */
  public static void write(Tally tally, OutputStream out) throws IOException {
    new DataOutputStream(out).writeInt(VERSION);
    GZIPOutputStream zipped = new GZIPOutputStream(out);
    ObjectOutputStream objects = new ObjectOutputStream(zipped);
    objects.writeObject(tally);
    objects.flush();
    zipped.finish();
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException where it is of another form, or damaged
   */
  public static Tally read(InputStream in) throws IOException {
    int version = new DataInputStream(in).readInt();
    if (version != VERSION) {
      throw new IOException(
          "expected a tally of version %d, found version %d".formatted(VERSION, version));
    }
    try (ObjectInputStream objects = new ObjectInputStream(new GZIPInputStream(in))) {
      objects.setObjectInputFilter(OWN);
      return (Tally) objects.readObject();
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException("expected a tally, found something else", e);
    }
  }
}
