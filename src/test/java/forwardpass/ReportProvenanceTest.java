package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report names what was run over what, and neither passwords nor scripts get into it. */
class ReportProvenanceTest extends Reporting {
  @Test
  void provenanceNamesWhatWasRunAndHidesPasswords() throws IOException {
    CommandRun.of(
            "--report",
            dir.resolve("report"),
            "--output",
            dir.resolve("out"),
            "--output-option",
            "password=hunter2")
        .assertAccuracy(Golden.ACCURACY);

    JsonNode provenance = json("report.json").get("provenance");
    assertEquals("784-50(sigmoid)-100(sigmoid)-10(softmax)", provenance.get("network").asText());
    assertEquals(SharedSpark.session().version(), provenance.get("spark").asText());
    assertEquals(
        org.apache.commons.codec.digest.DigestUtils.sha256Hex(
            Files.readAllBytes(SharedSpark.DATA.resolve("mnist_weights.pkl"))),
        provenance.get("weights").get(0).get("sha256").asText());
    assertEquals(1, provenance.get("images").size());
    assertEquals(1, provenance.get("labels").size());
    assertTrue(provenance.get("stages").size() > 0);
    assertTrue(provenance.toString().contains("password=(not shown)"), provenance.toString());
    assertFalse(provenance.toString().contains("hunter2"));
  }

  @Test
  void provenanceSaysWhenWhereAndHowImagesWerePrepared() throws IOException {
    CommandRun run = CommandRun.of("--report", dir.resolve("report"));

    JsonNode provenance = json("report.json").get("provenance");
    assertTrue(
        Instant.parse(provenance.get("started").asText())
            .isBefore(Instant.parse(provenance.get("finished").asText())));
    assertEquals(run.summary(), provenance.get("preparation").asText());
    assertTrue(provenance.get("network_sha256").asText().matches("[0-9a-f]{64}"));
    assertTrue(
        provenance.get("system").asText().startsWith(System.getProperty("os.name") + " "),
        provenance.toString());
    assertEquals(1, provenance.get("hosts").size());
    assertEquals(0, provenance.get("stages").get(0).get("failed_tasks").asInt(-1));
  }

  @Test
  void inputsAreDescribedAsTheyWereBeforeTheWork() throws IOException {
    Path images = dir.resolve("images.gz");
    Files.copy(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"), images);
    String digest =
        org.apache.commons.codec.digest.DigestUtils.sha256Hex(
            Arrays.copyOf(Files.readAllBytes(images), 1 << 20));

    CommandRun run =
        runAnd(
            () -> unchecked(() -> Files.deleteIfExists(images)),
            "--images",
            images,
            "--report",
            dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    assertEquals(
        digest,
        json("report.json")
            .get("provenance")
            .get("images")
            .get(0)
            .get("sha256_of_first_1048576_bytes")
            .asText());
  }

  @Test
  void thePageShowsNamesAsTextAndFetchesNothing() throws IOException {
    Path images = dir.resolve("<script>alert(1)<").resolve("script>.gz");
    Files.createDirectories(images.getParent());
    Files.copy(SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz"), images);

    CommandRun run = CommandRun.of("--images", images, "--report", dir.resolve("report"));

    assertEquals(0, run.status(), run.err());
    String page = Files.readString(dir.resolve("report/report.html"));
    assertFalse(page.contains("<script"), "a name became a script");
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;.gz"));
    for (Map.Entry<String, String> fetched :
        Map.of(" src=\"", "data:image/png;base64,", " href=\"", "#").entrySet()) {
      for (String rest : page.split(fetched.getKey(), -1)) {
        assertTrue(
            page.startsWith(rest) || rest.startsWith(fetched.getValue()),
            () -> fetched.getKey() + rest.substring(0, Math.min(80, rest.length())));
      }
    }
  }
}
