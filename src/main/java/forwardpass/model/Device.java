package forwardpass.model;

import forwardpass.error.UsageException;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What computes.
 *
 * @param cuda the number of a GPU of NVIDIA; negative for the processor
 */
public record Device(int cuda) implements Serializable {
  private static final Pattern NAME = Pattern.compile("cpu|cuda(?::(\\d{1,4}))?");

  /** The processor. */
  public static final Device CPU = new Device(-1);

  /**
   * The device of a name, {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws UsageException where it is none of these
   */
  public static Device of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new UsageException("Invalid --device: expected cpu, cuda or cuda:N, found " + name);
    }
    if (name.equals(CPU.toString())) {
      return CPU;
    }
    return new Device(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
  }

  /** Whether it is a GPU. */
  public boolean isCuda() {
    return cuda >= 0;
  }

  /** As options name it. */
  @Override
  public String toString() {
    return isCuda() ? "cuda:" + cuda : "cpu";
  }
}
