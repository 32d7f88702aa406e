package forwardpass.weights.pickle;

import forwardpass.weights.data.Chunks;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A byte string: the data of one array, or a {@code str} of Python 2. */
final class Bytes implements Value {
  private final String type;
  private final Chunks chunks;
  private final String name;

  /**
   * @param type Python's name of the type
   * @param chunks as {@link Chunks} takes them
   */
  Bytes(String type, List<byte[]> chunks) {
    this.type = type;
    this.chunks = new Chunks(chunks);
    boolean isName = type.equals("str") && length() <= LONGEST_NAME;
    this.name = isName ? new String(this.chunks.first(), StandardCharsets.ISO_8859_1) : null;
  }

  Chunks chunks() {
    return chunks;
  }

  long length() {
    return chunks.length();
  }

  @Override
  public String asName() {
    return name;
  }

  @Override
  public String described() {
    return type + " of length " + length();
  }
}
