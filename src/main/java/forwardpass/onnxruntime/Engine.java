package forwardpass.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import forwardpass.error.UsageException;
import forwardpass.error.WeightsException;
import forwardpass.model.Device;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** ONNX Runtime itself: its libraries, and the sessions that it makes. */
final class Engine {
  private static final int LONGEST = 300;

  private Engine() {}

  /**
   * ONNX Runtime in this JVM, which loads its libraries the first time.
   *
   * @throws UsageException where they cannot be loaded
   */
  static OrtEnvironment environment() {
    try {
      // What goes wrong is told once, by the job.
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "forwardpass");
    } catch (LinkageError e) {
      throw new UsageException(
          "Cannot load ONNX Runtime on %s, %s: %s; set java.io.tmpdir to a directory from which programs may be run, or onnxruntime.native.path to one that has its libraries (as -D in spark.driver.extraJavaOptions and spark.executor.extraJavaOptions)"
              .formatted(
                  System.getProperty("os.name"),
                  System.getProperty("os.arch"),
                  line(String.valueOf(ExceptionUtils.getRootCause(e).getMessage()))),
          e);
    }
  }

  static String name() {
    return "ONNX Runtime " + environment().getVersion();
  }

  /**
   * A session in which the thread that runs a batch computes all of it.
   *
   * @throws WeightsException where ONNX Runtime refuses the graph
   * @throws UsageException where there is no such device, or the libraries are not for it
   */
  static OrtSession session(byte[] graph, String file, Device device) {
    OrtEnvironment environment = environment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      if (device.isCuda()) {
        use(device, options);
      }
      return environment.createSession(graph, options);
    } catch (OrtException e) {
      throw refused(file, e);
    }
  }

  private static void use(Device device, SessionOptions options) {
    try {
      options.addCUDA(device.cuda());
    } catch (OrtException e) {
      throw new UsageException(
          "Cannot use --device %s: %s: %s; put com.microsoft.onnxruntime:onnxruntime_gpu on the class path of driver and executors (spark.driver.extraClassPath and spark.executor.extraClassPath), or leave --device out"
              .formatted(device, name(), reason(e)),
          e);
    }
  }

  /** A graph that ONNX Runtime does not run. */
  static WeightsException refused(String file, OrtException e) {
    return new WeightsException(
        "Unsupported: %s: expected a graph that %s runs, found: %s; check the file, or export the network again"
            .formatted(file, name(), reason(e)),
        e);
  }

  private static String reason(OrtException e) {
    String text = String.valueOf(e.getMessage());
    String mark = " - message: ";
    int start = text.indexOf(mark);
    return line(start < 0 ? text : text.substring(start + mark.length()));
  }

  /** On one line, and not without end. */
  private static String line(String text) {
    String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
