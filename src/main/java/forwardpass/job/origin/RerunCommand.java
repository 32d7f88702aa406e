package forwardpass.job.origin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/** The line that runs a job again, for a shell. */
public final class RerunCommand {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** What spark-submit was told of machines. */
  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("spark.master", "--master");
    OPTIONS.put("spark.driver.memory", "--driver-memory");
    OPTIONS.put("spark.executor.memory", "--executor-memory");
    OPTIONS.put("spark.executor.cores", "--executor-cores");
    OPTIONS.put("spark.executor.instances", "--num-executors");
    OPTIONS.put("spark.cores.max", "--total-executor-cores");
  }

  private RerunCommand() {}

  /**
   * The line, with what is secret left out of it.
   *
   * @param arguments of the job
   */
  public static String of(SparkConf spark, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add("./submit.sh");
    OPTIONS.forEach(
        (key, option) -> {
          if (spark.contains(key)) {
            words.add(option);
            words.add(spark.get(key));
          }
        });
    words.add("--");
    words.addAll(arguments);
    return Secrets.redacted(words).stream()
        .map(RerunCommand::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
