package forwardpass.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.LoggerConfig;

/** Has whatever is configured to log warnings, or more, log errors only. */
final class QuietLog {
  private final LoggerContext context = LoggerContext.getContext(false);
  private final Map<LoggerConfig, Level> before = new HashMap<>();

  /** From now on. */
  QuietLog() {
    for (LoggerConfig logger : context.getConfiguration().getLoggers().values()) {
      if (logger.getLevel().isLessSpecificThan(Level.WARN)) {
        before.put(logger, logger.getLevel());
        logger.setLevel(Level.ERROR);
      }
    }
    context.updateLoggers();
  }

  /** Has them log what they did before. */
  void end() {
    before.forEach(LoggerConfig::setLevel);
    context.updateLoggers();
  }
}
