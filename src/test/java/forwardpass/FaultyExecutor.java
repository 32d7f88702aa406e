package forwardpass;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Breaks executors, as {@code spark.test.fault} says: {@code kill} ends with SIGKILL each that is
 * given a task, {@code blas} has the first load {@code spark.test.library} for OpenBLAS.
 */
public final class FaultyExecutor implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      private boolean kills;

      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        String fault = context.conf().get("spark.test.fault");
        kills = fault.equals("kill");
        if (fault.equals("blas") && context.executorID().equals("0")) {
          System.setProperty(
              "dev.ludovic.netlib.blas.nativeLibPath", context.conf().get("spark.test.library"));
        }
      }

      @Override
      public void onTaskStart() {
        if (kills) {
          try {
            new ProcessBuilder("sh", "-c", "kill -9 " + ProcessHandle.current().pid())
                .start()
                .waitFor();
          } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    };
  }
}
