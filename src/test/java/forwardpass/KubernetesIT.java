package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What submit.sh asks Kubernetes for, with a Spark that has its classes. There is no cluster that
 * would carry it out.
 */
@Tag("clusters")
class KubernetesIT extends Submitting {
  private static final String JAR = "local:///opt/spark/examples/jars/forwardpass.jar";

  private CommandRun submit(KubernetesRecorder server, Object... job) throws Exception {
    environment.put("SPARK_HOME", OtherSpark.home("spark-distribution").toString());
    environment.put("FORWARDPASS_JAR", JAR);
    return run(
        SUBMIT,
        Faults.with(
            new ArrayList<>(
                List.of(
                    "--master",
                    server.master(),
                    "--deploy-mode",
                    "cluster",
                    "--conf",
                    "spark.kubernetes.container.image=registry/spark:forwardpass",
                    "--conf",
                    "spark.kubernetes.submission.waitAppCompletion=false",
                    "--")),
            job));
  }

  @Test
  void thePodOfTheDriverRunsTheJarOfItsImageWithTheOptionsOfTheJob() throws Exception {
    try (KubernetesRecorder server = new KubernetesRecorder()) {
      CommandRun run = submit(server, "--images", "hdfs:///dump", "--min-accuracy", "0.9");

      assertEquals(new CommandRun(0, "", ""), run);
      JsonNode pod = server.made("Pod");
      JsonNode container = pod.at("/spec/containers/0");
      assertEquals("registry/spark:forwardpass", container.get("image").asText());
      assertEquals(
          List.of(
              "driver",
              "--properties-file",
              "/opt/spark/conf/spark.properties",
              "--class",
              "forwardpass.ScoringJob",
              JAR,
              "--images",
              "hdfs:///dump",
              "--min-accuracy",
              "0.9"),
          StreamSupport.stream(container.get("args").spliterator(), false)
              .map(JsonNode::asText)
              .toList());
      assertEquals("Never", pod.at("/spec/restartPolicy").asText());
      assertEquals("2432Mi", container.at("/resources/limits/memory").asText());
      assertEquals(
          server.made("ConfigMap").at("/metadata/name").asText(),
          pod.at("/spec/volumes/1/configMap/name").asText());
    }
  }

  @Test
  void theOptionsOfConfGoWithItAndNoPathOfTheMachineThatSubmits() throws Exception {
    try (KubernetesRecorder server = new KubernetesRecorder()) {
      submit(server);

      JsonNode files = server.made("ConfigMap").get("data");
      assertEquals(
          Files.readString(PROJECT.resolve("conf/log4j2.properties")),
          files.get("log4j2.properties").asText());
      Properties options = new Properties();
      options.load(new StringReader(files.get("spark.properties").asText()));
      assertEquals(JAR, options.getProperty("spark.jars"));
      assertEquals("1", options.getProperty("spark.executorEnv.OPENBLAS_NUM_THREADS"));
      assertEquals("0", options.getProperty("spark.driver.maxResultSize"));
      assertNull(options.getProperty("spark.forwardpass.data"));
      assertNull(options.getProperty("spark.forwardpass.terminal"));
      assertEquals(-1, server.made().toString().indexOf(PROJECT.toString()));
    }
  }

  @Test
  void whatIsMadeForTheDriverGoesWithItsPod() throws Exception {
    try (KubernetesRecorder server = new KubernetesRecorder()) {
      submit(server);

      String pod = server.made("Pod").at("/metadata/name").asText();
      for (String kind : new String[] {"ConfigMap", "Service", "NetworkPolicy"}) {
        JsonNode owners = server.made(kind).at("/metadata/ownerReferences");
        assertEquals(1, owners.size(), kind);
        assertEquals("Pod", owners.at("/0/kind").asText());
        assertEquals(pod, owners.at("/0/name").asText());
        assertEquals(KubernetesRecorder.UID, owners.at("/0/uid").asText());
      }
      assertEquals(4, server.made().size());
    }
  }
}
