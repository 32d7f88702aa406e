package forwardpass.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first records, by file and index, that were refused for each reason, whatever order they come
 * in.
 */
final class RefusedRecords implements Serializable {
  private static final long serialVersionUID = 1;

  /** Of reasons, and of the records of each. */
  static final int MOST = 100;

  private final TreeMap<String, TreeSet<RefusedRecord>> byReason = new TreeMap<>();

  void add(String reason, RefusedRecord record) {
    TreeSet<RefusedRecord> records = byReason.computeIfAbsent(reason, none -> new TreeSet<>());
    records.add(record);
    if (records.size() > MOST) {
      records.pollLast();
    }
    if (byReason.size() > MOST) {
      byReason.pollLastEntry();
    }
  }

  void addAll(RefusedRecords other) {
    other.byReason.forEach((reason, records) -> records.forEach(record -> add(reason, record)));
  }

  Map<String, List<RefusedRecord>> byReason() {
    Map<String, List<RefusedRecord>> lists = new LinkedHashMap<>();
    byReason.forEach((reason, records) -> lists.put(reason, new ArrayList<>(records)));
    return lists;
  }
}
