package forwardpass.image.turbo;

import org.bytedeco.leptonica.global.leptonica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library that carries libjpeg-turbo, and hands on how often that warned of damage. The job jar
 * has it for Linux on x86-64 and arm64; JavaCPP unpacks it, once for each user and version, when a
 * JVM meets its first JPEG.
 */
final class Leptonica {
  /** Shown on stderr, as conf/log4j2.properties has it. */
  private static final Logger LOGGER = LoggerFactory.getLogger(Leptonica.class);

  /** More severe than all that it says. */
  private static final int SILENT = 6;

  static final boolean IS_THERE = load();

  private Leptonica() {}

  private static boolean load() {
    try {
      leptonica.setMsgSeverity(SILENT);
      return true;
    } catch (LinkageError | RuntimeException e) {
      LOGGER.warn(
          "the JDK decodes JPEG, which may be slower: Leptonica does not load ({})",
          (e.getCause() == null ? e : e.getCause()).toString());
      return false;
    }
  }
}
