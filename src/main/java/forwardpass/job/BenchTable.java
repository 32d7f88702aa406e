package forwardpass.job;

import forwardpass.scoring.TaskRate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code bench} prints: a line for each executor, and one for all of them. */
public final class BenchTable {
  private static final String ROW = "%-10s %-20s %13s %13s %8s %13s %6s%n";

  private BenchTable() {}

  /**
   * The table, as text.
   *
   * @param dense the matrix products alone, a task on each core
   * @param pass the scoring of images
   * @param bytes what the files of those images hold
   */
  public static String of(List<TaskRate> dense, BenchPass pass, long bytes) {
    double imageBytes = (double) bytes / images(pass.tasks());
    StringBuilder table =
        new StringBuilder(
            ROW.formatted(
                "executor", "host", "images", "images/s", "MB/s", "dense limit", "share"));
    Map<String, List<TaskRate>> denseOf = byExecutor(dense);
    byExecutor(pass.tasks())
        .forEach(
            (executor, tasks) ->
                table.append(row(executor, denseOf.get(executor), tasks, imageBytes)));
    return table.append(total(dense, pass, imageBytes)).toString();
  }

  private static Map<String, List<TaskRate>> byExecutor(List<TaskRate> tasks) {
    return tasks.stream()
        .collect(Collectors.groupingBy(TaskRate::executor, TreeMap::new, Collectors.toList()));
  }

  /**
   * Rates are those of one core; an executor that came after the dense limit was measured has none.
   */
  private static String row(
      String executor, List<TaskRate> dense, List<TaskRate> tasks, double imageBytes) {
    double rate = perCore(tasks);
    boolean limited = dense != null;
    return ROW.formatted(
        executor,
        tasks.get(0).host(),
        String.format(Locale.ROOT, "%,d", images(tasks)),
        grouped(rate),
        grouped(rate * imageBytes / 1e6),
        limited ? grouped(perCore(dense)) : "?",
        limited ? share(rate / perCore(dense)) : "?");
  }

  private static String total(List<TaskRate> dense, BenchPass pass, double imageBytes) {
    long images = images(pass.tasks());
    double rate = images / pass.seconds();
    long cores = byExecutor(dense).values().stream().mapToLong(BenchTable::atOnce).sum();
    double limit = perCore(dense) * cores;
    return String.format(
        Locale.ROOT,
        "%s images in %.2f s on %d cores: %s images/s, %s MB/s, %s of the dense limit of %s images/s, with %s%n",
        String.format(Locale.ROOT, "%,d", images),
        pass.seconds(),
        cores,
        grouped(rate),
        grouped(rate * imageBytes / 1e6),
        share(rate / limit),
        grouped(limit),
        pass.tasks().stream()
            .map(TaskRate::blas)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and ")));
  }

  /** How many of an executor's tasks ran at once, at most. */
  private static long atOnce(List<TaskRate> tasks) {
    return tasks.stream()
        .mapToLong(
            task ->
                tasks.stream()
                    .filter(other -> other.start() <= task.start() && task.start() < other.end())
                    .count())
        .max()
        .orElse(0);
  }

  private static long images(List<TaskRate> tasks) {
    return tasks.stream().mapToLong(TaskRate::images).sum();
  }

  private static double perCore(List<TaskRate> tasks) {
    return images(tasks) / tasks.stream().mapToDouble(TaskRate::seconds).sum();
  }

  private static String grouped(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String share(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
