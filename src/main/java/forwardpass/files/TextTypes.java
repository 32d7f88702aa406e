package forwardpass.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a file of text is, by how it begins. */
final class TextTypes {
  private static final String NUMBER =
      "[-+]?+(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][-+]?[0-9]++)?+";

  private static final Pattern COMMENTS =
      Pattern.compile("\\A(?:[ \\t]*+(?:#[^\\n]*+)?+\\r?\\n)*+");
  private static final Pattern LIBSVM =
      Pattern.compile(NUMBER + "(?:[ \\t]+qid:[0-9]++)?+(?:[ \\t]+[0-9]+:" + NUMBER + ")+(?s:.*)");
  private static final Pattern CSV_HEADER =
      Pattern.compile("(?is)\"?(label|pixel_?0|1x1)\"?[,;\\t].*");
  private static final Pattern CSV_NUMBERS =
      Pattern.compile("(?:" + NUMBER + "[,;\\t ] *+){3}(?s:.*)");
  private static final Pattern JSON = Pattern.compile("(?s)\\s*(?:\\[\\s*)?\\{\\s*\".*");
  private static final Pattern ARFF =
      Pattern.compile("(?is)(?:[ \\t\\r]*+(?:%[^\\n]*+)?+\\n)*+[ \\t\\r]*+@relation\\b.*");
  private static final Pattern SVG = Pattern.compile("(?is).*<svg\\b.*");
  private static final Pattern HTML = Pattern.compile("(?is)\\s*<(?:!doctype\\s+html|html)\\b.*");
  private static final Pattern LFS = Pattern.compile("(?s)version https://git-lfs\\..*");

  private TextTypes() {}

  /** The text of first bytes; none where they are none of a text. */
  static Optional<String> text(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return Optional.empty();
      }
    }
    String text = new String(head, StandardCharsets.UTF_8);
    return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  /** The format that a text is of. */
  static Optional<String> format(String text) {
    String data = COMMENTS.matcher(text).replaceFirst("");
    if (LIBSVM.matcher(data).matches()) {
      return Optional.of(FileFormat.LIBSVM.id());
    }
    if (CSV_HEADER.matcher(text).matches() || CSV_NUMBERS.matcher(text).matches()) {
      return Optional.of(FileFormat.CSV.id());
    }
    return JSON.matcher(text).matches() ? Optional.of(FileFormat.JSON.id()) : Optional.empty();
  }

  /** What else a text is. */
  static Optional<FileType> other(String text) {
    if (ARFF.matcher(text).matches()) {
      return Optional.of(
          FileType.other(
              "an ARFF file", "save it as CSV, with a column label and one for each pixel"));
    }
    if (LFS.matcher(text).matches()) {
      return Optional.of(
          FileType.other(
              "a pointer of Git LFS in place of the file", "fetch it with git lfs pull"));
    }
    if (HTML.matcher(text).matches()) {
      return Optional.of(
          FileType.other("a page of HTML", "download the file again: this is a page about it"));
    }
    return SVG.matcher(text).matches()
        ? Optional.of(FileType.other("an SVG image", "convert it to PNG or JPEG"))
        : Optional.empty();
  }
}
