package forwardpass.inspect;

import forwardpass.files.FileType;
import forwardpass.files.FileTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A kind of file that can be described, told by its first bytes or its name. */
interface FileKind {
  /**
   * Whether a file is of this kind, unless one that is asked earlier says so too.
   *
   * @param head the first bytes, {@link FileTypes#HEAD_BYTES} where the file has so many
   * @param type what scoring takes it for
   */
  boolean matches(byte[] head, FileType type);

  /**
   * Reads a file to its end and says what it holds, in lines of {@code name: value}, the format
   * first.
   *
   * @param in the whole file, unzipped, from its start; may be closed
   * @param file what to call the file in messages
   * @throws forwardpass.error.ForwardpassException where it is damaged
   */
  List<String> describe(InputStream in, String file) throws IOException;
}
