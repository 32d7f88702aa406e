package forwardpass;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** This JVM reaches its S3 server through a proxy, as the options of {@code conf} say. */
abstract class ThroughProxy extends OnS3 {
  private static final String OF_HADOOP = "spark.hadoop.";

  static S3Proxy proxy;

  @BeforeAll
  static void standBeforeServer() throws IOException {
    proxy = S3Proxy.before(server);
    Configuration hadoop = SharedSpark.session().sparkContext().hadoopConfiguration();
    server.configure(hadoop, proxy.endpoint());
    Properties defaults = new Properties();
    try (InputStream in = Files.newInputStream(PROJECT.resolve("conf/spark-defaults.conf"))) {
      defaults.load(in);
    }
    defaults.stringPropertyNames().stream()
        .filter(name -> name.startsWith(OF_HADOOP))
        .forEach(
            name ->
                hadoop.set(name.substring(OF_HADOOP.length()), defaults.getProperty(name).strip()));
  }

  @AfterAll
  static void stopProxy() {
    if (proxy != null) {
      proxy.close();
    }
  }

  @AfterEach
  void endTrouble() {
    proxy.befall(S3Proxy.Trouble.NONE);
  }
}
