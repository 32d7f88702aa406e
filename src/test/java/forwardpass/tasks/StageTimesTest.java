package forwardpass.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class StageTimesTest {
  @Test
  void tasksThatFailedAndWereRunAgainAreCounted() {
    SparkContext context = SharedSpark.session().sparkContext();
    StageTimes times = StageTimes.of(context);

    long sum =
        JavaSparkContext.fromSparkContext(context)
            .parallelize(List.of(1, 2, 3, 4), 4)
            .map(
                number -> {
                  if (number > 2 && TaskContext.get().attemptNumber() == 0) {
                    throw new IllegalStateException("on purpose");
                  }
                  return number;
                })
            .reduce(Integer::sum);

    assertEquals(10, sum);
    List<Map<String, Object>> stages = times.end(context);
    assertEquals(1, stages.size());
    assertEquals(4, stages.get(0).get("tasks"));
    assertEquals(2, stages.get(0).get("failed_tasks"));
  }
}
