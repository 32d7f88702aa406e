package forwardpass.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;

/**
 * How long each stage of a job took, as Spark's own clock has it, and how often its tasks failed.
 */
public final class StageTimes extends SparkListener {
  private static final long PATIENCE_MILLISECONDS = 5000;

  private final List<Map<String, Object>> stages = new ArrayList<>();
  private final Map<Integer, Integer> failed = new HashMap<>();

  /** Listens from now on. */
  public static StageTimes of(SparkContext context) {
    StageTimes times = new StageTimes();
    context.addSparkListener(times);
    return times;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
    if (ended.taskInfo().failed()) {
      failed.merge(ended.stageId(), 1, Integer::sum);
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
    StageInfo info = completed.stageInfo();
    Map<String, Object> stage = new LinkedHashMap<>();
    stage.put("stage", info.stageId());
    stage.put("tasks", info.numTasks());
    stage.put("failed_tasks", failed.getOrDefault(info.stageId(), 0));
    if (info.submissionTime().isDefined() && info.completionTime().isDefined()) {
      long start = (Long) info.submissionTime().get();
      long end = (Long) info.completionTime().get();
      stage.put("seconds", (end - start) / 1000.0);
    }
    stages.add(stage);
  }

  /** Stops listening, and gives what was heard. */
  public List<Map<String, Object>> end(SparkContext context) {
    try {
      context.listenerBus().waitUntilEmpty(PATIENCE_MILLISECONDS);
    } catch (TimeoutException e) {
      // A busy listener of someone else's: the stages heard of so far have to do.
    }
    context.removeSparkListener(this);
    synchronized (this) {
      return List.copyOf(stages);
    }
  }
}
