package forwardpass.job;

import forwardpass.tasks.RunningStages;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * Says how far a job is while it runs: a bar on a terminal, elsewhere a line now and then. Images
 * are those of tasks that are done.
 */
public final class Progress {
  /** Set by submit.sh, which alone can tell. */
  static final String TERMINAL = "spark.forwardpass.terminal";

  private static final int BAR = 24;
  private static final int WIDTH = 79;
  private static final long BAR_MILLISECONDS = 500;
  private static final long LINE_MILLISECONDS = 30_000;

  private final RunProgress run;
  private final PrintStream err;
  private final boolean isTerminal;
  private final RunningStages stages;
  private final long start = System.nanoTime();
  private final Thread thread = new Thread(this::show, "progress");

  private Progress(SparkSession spark, RunProgress run, PrintStream err) {
    this.run = run;
    this.err = err;
    this.isTerminal = Boolean.parseBoolean(spark.conf().get(TERMINAL, "false"));
    this.stages = new RunningStages(spark.sparkContext());
  }

  /** Of a run that begins. */
  public static Progress begin(SparkSession spark, RunProgress run, PrintStream err) {
    Progress progress = new Progress(spark, run, err);
    progress.thread.setDaemon(true);
    progress.thread.start();
    return progress;
  }

  /** Ends it, and wipes the bar. */
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (isTerminal) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(isTerminal ? BAR_MILLISECONDS : LINE_MILLISECONDS);
        double done = run.share(stages.done());
        String line = line(done, run.images(), (System.nanoTime() - start) / 1e9);
        if (isTerminal) {
          String shown = bar(done) + " " + line;
          err.print("\r" + shown + " ".repeat(Math.max(0, WIDTH - shown.length())));
          err.flush();
        } else {
          err.println(line);
        }
      }
    } catch (InterruptedException e) {
      // the job is done
    }
  }

  static String bar(double done) {
    int filled = (int) (done * BAR);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }

  static String line(double done, long images, double seconds) {
    String line =
        String.format(
            Locale.ROOT, "%.0f %%, %,d images, %,.0f/s", done * 100, images, images / seconds);
    return done == 0
        ? line
        : line + String.format(Locale.ROOT, ", %s left", duration(seconds * (1 - done) / done));
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
            : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
