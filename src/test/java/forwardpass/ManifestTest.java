package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifest says what was scored, and how; also to runs of other versions. */
class ManifestTest extends Resuming {
  @Test
  void anOutputThatIsReplacedHasAManifestOfItsOwn() throws IOException {
    arrive(0);
    score();
    arrive(1);
    score("--overwrite").assertAccuracy(accuracy(2));

    assertScored(2);
    assertEquals(List.of(2), steps());
  }

  @Test
  void theManifestSaysWhatWasScoredAndHow() throws IOException {
    arrive(0);
    score();

    JsonNode manifest = manifest();
    assertEquals(
        "{\"output-format\":\"parquet\",\"probabilities\":\"false\",\"scale\":\"0.003921569, 1.0\"}",
        manifest.get("options").toString());
    assertTrue(manifest.get("network").asText().matches("[0-9a-f]{64}"));
    JsonNode step = manifest.get("steps").get(0);
    assertEquals(EACH, step.get("images").asInt());
    assertEquals(EACH, step.get("labelled").asInt());
    assertEquals(accuracy(1), step.get("correct").asInt() / (double) EACH + "");
    JsonNode images = step.get("inputs").get(0).get("images");
    Path file = dir.resolve("images/0");
    assertEquals("file:" + file, images.get("path").asText());
    assertEquals(Files.size(file), images.get("length").asLong());
    assertEquals(Files.getLastModifiedTime(file).toMillis(), images.get("modified").asLong());
    assertEquals(
        "{\"type\":\"UNSIGNED_BYTE\",\"dimensions\":[1000,28,28]}",
        images.get("header").toString());
    assertEquals(
        "file:" + dir.resolve("labels/0"),
        step.get("inputs").get(0).get("labels").get("path").asText());
  }

  /** Written by the version of 26 November 2026, which gave manifests no version of their own. */
  private static final String EARLIER =
      """
      {
        "network" : "%s",
        "options" : {
          "output-format" : "parquet",
          "probabilities" : "false",
          "scale" : "0.003921569, 1.0"
        },
        "steps" : [
          {
            "inputs" : [
              {"images" : {"path" : "%s","gzip" : false,"header" : {"type" : "UNSIGNED_BYTE","dimensions" : [ 1000, 28, 28 ]},"length" : 784016,"modified" : %d},"labels" : {"path" : "%s","gzip" : false,"header" : {"type" : "UNSIGNED_BYTE","dimensions" : [ 1000 ]},"length" : 1008,"modified" : %d}}
            ],
            "images" : 1000,
            "labelled" : 1000,
            "correct" : 974,
            "blas" : [
              "OpenBLAS 0.3.31"
            ],
            "staged" : null
          }
        ]
      }
      """;

  @Test
  void theManifestOfAnEarlierVersionIsUnderstood() throws IOException {
    arrive(0);
    score();
    Path images = dir.resolve("images/0");
    Path labels = dir.resolve("labels/0");
    Files.delete(dir.resolve("out/_manifest.json"));
    Files.writeString(
        dir.resolve("out/._manifest.json.partial"), // which it did not come to rename
        EARLIER.formatted(
            network(),
            "file:" + images,
            Files.getLastModifiedTime(images).toMillis(),
            "file:" + labels,
            Files.getLastModifiedTime(labels).toMillis()));
    arrive(1);

    CommandRun resumed = resume();

    assertEquals(0, resumed.status(), resumed.err());
    assertTrue(resumed.err().contains("), 1,000 before; "), resumed.err());
    assertScored(2);
    assertEquals(List.of(1, 1), steps());
    assertEquals(1, manifest().get("version").asInt());
  }

  private static String network() {
    return TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString())
        .network()
        .sha256();
  }

  @Test
  void theManifestOfALaterVersionIsRefusedAsSuch() throws IOException {
    arrive(0);
    score();
    Files.writeString(dir.resolve("out/_manifest.json"), "{\"version\": 5, \"what\": \"is new\"}");

    resume()
        .assertFailure(
            5,
            "Cannot resume file:%s: expected a manifest of version 4 or earlier, found version 5; resume it with the newer Forwardpass that made it, or choose another --output"
                .formatted(dir.resolve("out/_manifest.json")));
  }
}
