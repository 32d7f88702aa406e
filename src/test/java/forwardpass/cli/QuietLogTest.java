package forwardpass.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;

class QuietLogTest {
  private static List<Level> levels() {
    return Stream.of("test.info", "test.warn", "test.error", "test.off")
        .map(name -> LogManager.getLogger(name).getLevel())
        .toList();
  }

  @Test
  void whatLogsMoreThanErrorsLogsErrorsUntilItEnds() {
    Configurator.setLevel("test.info", Level.INFO);
    Configurator.setLevel("test.warn", Level.WARN);
    Configurator.setLevel("test.error", Level.ERROR);
    Configurator.setLevel("test.off", Level.OFF);
    List<Level> before = levels();
    assertEquals(List.of(Level.INFO, Level.WARN, Level.ERROR, Level.OFF), before);

    QuietLog log = new QuietLog();
    List<Level> during = levels();
    log.end();

    assertEquals(List.of(Level.ERROR, Level.ERROR, Level.ERROR, Level.OFF), during);
    assertEquals(before, levels());
  }
}
