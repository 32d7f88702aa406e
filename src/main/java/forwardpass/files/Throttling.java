package forwardpass.files;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.fs.statistics.StoreStatisticNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a store asks for fewer requests than it gets. Its client sends them again, later and
 * later, and says nothing of it.
 */
public final class Throttling {
  /** Shown on stderr, as conf/log4j2.properties has it. */
  private static final Logger LOGGER = LoggerFactory.getLogger(Throttling.class);

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private Throttling() {}

  /** Says so, once for each store in each process, where it has asked. */
  public static void tell(FileSystem fileSystem) {
    if (fileSystem instanceof IOStatisticsSource source && hasAsked(source.getIOStatistics())) {
      String store = fileSystem.getUri().toString();
      if (TOLD.add(store)) {
        LOGGER.warn(
            "{} asks for fewer requests at a time: they are sent again, later; fewer cores send fewer",
            store);
      }
    }
  }

  private static boolean hasAsked(IOStatistics statistics) {
    return statistics != null
        && statistics.counters().getOrDefault(StoreStatisticNames.STORE_IO_THROTTLED, 0L) > 0;
  }
}
