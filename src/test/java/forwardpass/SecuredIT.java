package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster with the profile of conf/secured. */
@Tag("slow")
class SecuredIT extends OwnCluster {
  private static final String SECRET = "the-secret-of-this-test";
  private static final byte[] KEY =
      "a key of 256 bits to sign tokens".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern WEB_PAGES =
      Pattern.compile("MasterWebUI .*:([0-9]+)$", Pattern.MULTILINE);

  /** A copy of conf and conf/secured, with what its comment says to add. */
  private Path profile(String secret) throws IOException {
    Path profile = Files.createTempDirectory(dir, "conf");
    for (Path from : new Path[] {PROJECT.resolve("conf"), PROJECT.resolve("conf/secured")}) {
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(
              file, profile.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.writeString(
        profile.resolve("spark-defaults.conf"),
        "spark.authenticate.secret %s%nspark.org.apache.spark.ui.JWSFilter.param.secretKey %s%n"
            .formatted(secret, base64(KEY)),
        StandardOpenOption.APPEND);
    return profile;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String startSecured() throws Exception {
    environment.put("SPARK_CONF_DIR", profile(SECRET).toString());
    return startCluster(1);
  }

  private String masterLog() throws IOException {
    return Files.readString(ofCluster("master.log"));
  }

  @Test
  void whoHasTheSecretScores() throws Exception {
    String url = startSecured();

    run(submit, "--master", url, "--").assertAccuracy(Golden.ACCURACY);

    assertTrue(masterLog().contains("Registered app"), masterLog());
  }

  @Test
  void aDriverThatAWorkerStartsHasItToo() throws Exception {
    environment.put("SPARK_WORKER_CORES", "2"); // the driver takes one
    String url = startSecured();
    Path output = dir.resolve("out");

    CommandRun run =
        run(
            submit,
            "--master",
            url,
            "--deploy-mode",
            "cluster",
            "--driver-memory",
            "1g",
            "--conf",
            "spark.standalone.submit.waitAppCompletion=true",
            "--",
            "--output",
            output);

    assertEquals(0, run.status(), run.err());
    assertGolden(output, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no secret", "another secret", "no encryption"})
  void whoHasNotGetsInNowhere(String client) throws Exception {
    String url = startSecured();
    Path conf =
        switch (client) {
          case "no secret" -> PROJECT.resolve("conf");
          case "another secret" -> profile("another");
          default -> profile(SECRET);
        };
    environment.put("SPARK_CONF_DIR", conf.toString());

    CommandRun run =
        run(
            submit,
            "--master",
            url,
            "--conf",
            "spark.network.crypto.enabled=" + client.equals("another secret"),
            "--conf",
            "spark.ui.enabled=false",
            "--");

    assertNotEquals(0, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains("All masters are unresponsive! Giving up."), run.err());
    assertFalse(masterLog().contains("Registered app"), masterLog());
  }

  @Test
  void itsPagesAreForWhoHasATokenAndJobsDoNotComeByThem() throws Exception {
    startSecured();
    Matcher pages = WEB_PAGES.matcher(masterLog());
    assertTrue(pages.find(), masterLog());
    String url = "http://127.0.0.1:" + pages.group(1);

    assertEquals(403, page(url, token("a key of 256 bits that is another")).statusCode());
    HttpResponse<String> page = page(url, token(KEY));

    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("worker-"), page.body());
    assertFalse(page.body().contains("REST URL"), page.body());
  }

  private static HttpResponse<String> page(String url, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String token(String key) throws Exception {
    return token(key.getBytes(StandardCharsets.US_ASCII));
  }

  /** A JSON Web Signature of no claims. */
  private static String token(byte[] key) throws Exception {
    String signed =
        base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII))
            + "."
            + base64("{\"sub\":\"test\"}".getBytes(StandardCharsets.US_ASCII));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }
}
