package forwardpass.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file is by its name alone. */
final class NamedTypes {
  private static final Pattern OTHER_IMAGE =
      Pattern.compile(".*\\.(webp|tiff?|avif|hei[cf]|jp2|jxl|ico|psd|svg)");

  private static final Set<String> IMAGE_SUFFIXES =
      Set.of(
          "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib", "webp", "tif", "tiff", "avif",
          "heic", "heif", "jp2", "jxl", "ico", "psd", "svg");

  private static final Pattern ONE_LINE_WITH_DOT = Pattern.compile(".*\\..*");

  private static final Pattern TEXT = Pattern.compile(".*\\.(txt|xml|db)");

  private static final String GZIP = ".gz";

  private static final Pattern SUFFIX = Pattern.compile(".*\\.[a-z][a-z0-9]{0,7}");

  private static final Pattern STRAY =
      Pattern.compile(
          "thumbs\\.db|desktop\\.ini|(readme|licen[cs]e|copying|notice|changelog|contributing|citation|authors)(\\..*)?"
              + "|(md5|sha1|sha256|sha512)?(sums|checksums?)(\\..*)?|.*\\.(md|rst|html?|pdf|ini|log|crc|md5|sha1|sha256|ya?ml|toml|py|ipynb|sh)"
              + "|dataset_infos?\\.json|dataset_dict\\.json|state\\.json|metadata\\.json|config\\.json|schema\\.json");

  private static final Map<String, FileType> OTHERS =
      Map.ofEntries(
          Map.entry("pkl", save("a pickle of Python")),
          Map.entry("pickle", save("a pickle of Python")),
          Map.entry("mat", save("a MATLAB file (.mat)")),
          Map.entry("arff", save("an ARFF file")),
          Map.entry("h5", save("an HDF5 file")),
          Map.entry("hdf5", save("an HDF5 file")),
          Map.entry("tfrecord", save("a TFRecord file")),
          Map.entry("arrow", save("an Arrow file")),
          Map.entry(
              "xlsx",
              FileType.other("a workbook of Excel", "save its sheet as CSV, and give that")),
          Map.entry("pt", weights("a file of PyTorch")),
          Map.entry("pth", weights("a file of PyTorch")),
          Map.entry("onnx", weights("an ONNX model")),
          Map.entry("keras", weights("a model of Keras")),
          Map.entry("safetensors", weights("safetensors")));

  private NamedTypes() {}

  private static FileType save(String description) {
    return FileType.other(description, "save its images as IDX, image files, CSV or Parquet");
  }

  private static FileType weights(String description) {
    return FileType.other(description, "give weights with --weights, and images with --images");
  }

  /** A name that stands for what is in the file, in small letters and without {@code .gz}. */
  static String plain(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.endsWith(GZIP) ? small.substring(0, small.length() - GZIP.length()) : small;
  }

  /** The format that a name is for. */
  static Optional<String> format(String name) {
    String plain = plain(name);
    return Arrays.stream(FileFormat.values())
        .filter(format -> format.isNamed(plain))
        .map(FileFormat::id)
        .findFirst();
  }

  /** Whether a name is for a format. */
  static boolean isFor(String format, String name) {
    return FileFormat.of(format).stream().anyMatch(known -> known.isNamed(plain(name)));
  }

  /**
   * Whether a name is for a picture, of any kind. Asked of each of a million files: no pattern is
   * tried where the suffix says it.
   */
  static boolean isOfImage(String name) {
    String plain = plain(name);
    return IMAGE_SUFFIXES.contains(plain.substring(plain.lastIndexOf('.') + 1))
        && ONE_LINE_WITH_DOT.matcher(plain).matches();
  }

  /** Whether a name is for text that may lie beside pictures. */
  static boolean isOfText(String name) {
    return TEXT.matcher(plain(name)).matches();
  }

  /** Whether a name is for what lies about beside data. */
  static boolean isOfStray(String name) {
    return STRAY.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a name says by a suffix what is in the file. */
  static boolean hasSuffix(String name) {
    return SUFFIX.matcher(plain(name)).matches();
  }

  /** A format of others that a name is for. */
  static Optional<FileType> other(String name) {
    String plain = plain(name);
    if (OTHER_IMAGE.matcher(plain).matches()) {
      String suffix = plain.substring(plain.lastIndexOf('.') + 1);
      String kind = suffix.equals("webp") ? "WebP" : suffix.toUpperCase(Locale.ROOT);
      return Optional.of(
          FileType.other("an image named as " + kind + " is", "convert it to PNG or JPEG"));
    }
    return Optional.ofNullable(OTHERS.get(plain.substring(plain.lastIndexOf('.') + 1)));
  }
}
