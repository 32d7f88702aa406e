package forwardpass.tasks;

import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;

/** The stages that run, as Spark tells of them. */
public final class RunningStages {
  private final JavaSparkStatusTracker tracker;

  public RunningStages(SparkContext context) {
    tracker = JavaSparkContext.fromSparkContext(context).statusTracker();
  }

  /** The share of their tasks that are done; 0 where no stage runs. */
  public double done() {
    long tasks = 0;
    long completed = 0;
    for (int stage : tracker.getActiveStageIds()) {
      SparkStageInfo info = tracker.getStageInfo(stage);
      if (info != null) {
        tasks += info.numTasks();
        completed += info.numCompletedTasks();
      }
    }
    return tasks == 0 ? 0 : (double) completed / tasks;
  }
}
