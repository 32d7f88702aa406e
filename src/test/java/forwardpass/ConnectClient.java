package forwardpass;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** A program of a client of Spark Connect, with nothing of ours on its class path but itself. */
final class ConnectClient {
  private ConnectClient() {}

  /**
   * Prints the rows of a data source as JSON, sorted.
   *
   * @param args the server's URL; the format; the path; a name and a value for each option
   */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = SparkSession.builder().remote(args[0]).getOrCreate()) {
      var reader = spark.read().format(args[1]);
      for (int i = 3; i < args.length; i += 2) {
        reader = reader.options(Map.of(args[i], args[i + 1]));
      }
      reader.load(args[2]).toJSON().collectAsList().stream().sorted().forEach(System.out::println);
    }
  }
}
