package forwardpass.files;

import java.util.Set;

/**
 * Names in a directory that are not of the user's files: those that begin with a dot, and what
 * Spark, other writers of tables, and we ourselves put beside data. Other names that begin with an
 * underscore are files like any: cameras write {@code _MG_0003.jpg}.
 */
final class HiddenNames {
  private static final Set<String> NAMES =
      Set.of(
          "_SUCCESS",
          "_manifest.json",
          "_metadata",
          "_common_metadata",
          "_lock",
          "_staging",
          "_temporary",
          "_delta_log",
          "_delta_index",
          "_change_data",
          "_spark_metadata",
          "_symlink_format_manifest",
          "__MACOSX");

  private HiddenNames() {}

  static boolean isHidden(String name) {
    return name.startsWith(".")
        || NAMES.contains(name)
        || name.startsWith("_committed_")
        || name.startsWith("__magic_job-")
        || name.startsWith("_started_")
        || name.endsWith("._COPYING_"); // of HDFS's own, until it is complete
  }

  /** Whether a file has the checksums of another: Hadoop writes them beside local files. */
  static boolean isOfChecksums(String name) {
    return name.startsWith(".") && name.endsWith(".crc");
  }

  /** Whether Spark's readers of files leave out a name. */
  static boolean isHiddenFromSpark(String name) {
    return name.startsWith("_") && !name.contains("=");
  }
}
