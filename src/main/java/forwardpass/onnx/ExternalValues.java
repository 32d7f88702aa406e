package forwardpass.onnx;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import java.io.FileNotFoundException;
import java.io.IOException;

/**
 * Where the values of a tensor are that are not in the model's own file.
 *
 * @param file of the model
 * @param tensor its name
 * @param location the file, as the model names it
 * @param offset where they begin in it
 * @param length how many bytes they take; negative where all that follows is theirs
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">ONNX: External
 *     Data</a>
 */
record ExternalValues(String file, String tensor, String location, long offset, long length) {
  private static final int NAME = 8;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  /** Of DataLocation. */
  private static final int EXTERNAL = 1;

  private static final String HERE = "./";

  /** Those of a tensor; null where its values are with it. */
  static ExternalValues read(Message message, String file) {
    String name = "";
    String location = "";
    String offset = "0";
    String length = "-1";
    boolean isExternal = false;
    while (message.hasNext()) {
      switch (message.field()) {
        case NAME -> name = message.text();
        case DATA_LOCATION -> isExternal |= message.integer() == EXTERNAL;
        case EXTERNAL_DATA -> {
          isExternal = true;
          StringEntry entry = StringEntry.read(message.message());
          switch (entry.key()) {
            case "location" -> location = entry.value();
            case "offset" -> offset = entry.value();
            case "length" -> length = entry.value();
            default -> {} // a checksum, of which the format does not say what it is of
          }
        }
        default -> message.skip();
      }
    }
    return isExternal
        ? new ExternalValues(
            file, name, location, number(offset, name, file), number(length, name, file))
        : null;
  }

  private static long number(String text, String tensor, String file) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new WeightsException(
          "Corrupt: %s, tensor %s: expected the place of its values as a number, found %s; export the model again"
              .formatted(file, Quote.plain(tensor), Quote.plain(text)),
          e);
    }
  }

  /**
   * Checks that they are there.
   *
   * @throws WeightsException where they are not in a file beside the model
   */
  MessageParts.Part found(DataFiles files) {
    String name = location.startsWith(HERE) ? location.substring(HERE.length()) : location;
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches(".*[/\\\\].*")) {
      throw new WeightsException(
          "Unsupported: %s: expected its values in a file of the same directory, found %s; export the model again with its data beside it"
              .formatted(place(), Quote.plain(location)));
    }
    try {
      long all = files.length(name);
      long left = length < 0 ? all - offset : length;
      if (offset < 0 || left < 0 || left > all - offset) {
        throw new WeightsException(
            "Truncated: %s: expected %s bytes from byte %s on in %s, found a file of %d bytes; copy that file again"
                .formatted(place(), length < 0 ? "some" : length, offset, Quote.plain(name), all));
      }
      return new Found(this, files, name, left);
    } catch (FileNotFoundException e) {
      throw new WeightsException(
          "Cannot read %s: expected its values in %s beside it, found no such file; copy that file there, too"
              .formatted(place(), Quote.plain(name)),
          e);
    } catch (IOException e) {
      throw cannotRead(name, e);
    }
  }

  private WeightsException cannotRead(String name, IOException cause) {
    return new WeightsException(
        "Cannot read %s: its values in %s: %s"
            .formatted(place(), Quote.plain(name), cause.getMessage()),
        cause);
  }

  private String place() {
    return "%s, tensor %s".formatted(file, Quote.plain(tensor));
  }

  /** Values that can be read. */
  private record Found(ExternalValues values, DataFiles files, String name, long length)
      implements MessageParts.Part {
    @Override
    public void copyTo(byte[] into, int start) {
      try {
        files.read(name, values.offset, into, start, Math.toIntExact(length));
      } catch (IOException e) {
        throw values.cannotRead(name, e);
      }
    }
  }
}
