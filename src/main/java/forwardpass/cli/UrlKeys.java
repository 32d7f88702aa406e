package forwardpass.cli;

import forwardpass.error.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys in URLs of S3, which Hadoop took once and ignores now. Paths are named in messages, reports
 * and manifests, and these would be with them.
 */
final class UrlKeys {
  /** A secret may have slashes in it. */
  private static final Pattern KEYS = Pattern.compile("(?i)(s3[an]?://)[^:/@\\s]+:[^@]+@");

  private UrlKeys() {}

  /**
   * Checks that no word of a command line has any.
   *
   * @throws UsageException where one has, without them
   */
  static void requireNone(String[] args) {
    for (String arg : args) {
      Matcher keys = KEYS.matcher(arg);
      if (keys.find()) {
        throw new UsageException(
            "Invalid URL %s: expected none with keys in it, as paths are shown in messages and reports; give the keys as spark.hadoop.fs.s3a.access.key and spark.hadoop.fs.s3a.secret.key"
                .formatted(keys.replaceAll("$1(not shown)@")));
      }
    }
  }
}
