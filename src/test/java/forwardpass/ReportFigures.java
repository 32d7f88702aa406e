package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What two reports of the same images have in common. */
final class ReportFigures {
  /** Sums of floating-point numbers depend on the order in which they are added. */
  private static final double ROUNDING = 1e-12;

  private ReportFigures() {}

  /** Two runs have told the same of the images, in however many steps each has scored them. */
  static void assertSame(JsonNode expected, JsonNode found) {
    assertSame(ofImages(expected), ofImages(found), "");
  }

  /** All but what is of one run: when, how fast and in which stages. */
  private static JsonNode ofImages(JsonNode report) {
    JsonNode ofImages = report.deepCopy();
    ((ObjectNode) ofImages.get("provenance"))
        .remove(
            List.of(
                "started",
                "finished",
                "seconds",
                "images_per_second",
                "stages",
                "options",
                "command",
                "application",
                "images_of_earlier_runs"));
    return ofImages;
  }

  private static void assertSame(JsonNode expected, JsonNode found, String at) {
    assertEquals(expected.getNodeType(), found.getNodeType(), at);
    if (expected.isFloatingPointNumber()) {
      double number = expected.asDouble();
      assertEquals(number, found.asDouble(), ROUNDING * Math.max(1, Math.abs(number)), at);
    } else if (expected.isObject()) {
      assertEquals(names(expected), names(found), at);
      for (String name : names(expected)) {
        assertSame(expected.get(name), found.get(name), at + "/" + name);
      }
    } else if (expected.isArray()) {
      assertEquals(expected.size(), found.size(), at);
      for (int i = 0; i < expected.size(); i++) {
        assertSame(expected.get(i), found.get(i), at + "/" + i);
      }
    } else {
      assertEquals(expected, found, at);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
