package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import forwardpass.model.ClassNumbers;
import forwardpass.model.OutputKind;
import forwardpass.model.Predictions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metrics are those that NumPy gives by the formulas of scikit-learn: {@code
 * golden/class_metrics.json}, made by {@code golden/make_class_metrics.py}.
 */
class MetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Case(String name, JsonNode content) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    JsonNode cases =
        JSON.readTree(MetricsTest.class.getResourceAsStream("/golden/class_metrics.json"));
    return StreamSupport.stream(cases.spliterator(), false)
        .map(each -> new Case(each.get("name").asText(), each))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void figuresAreThoseOfScikitLearnHoweverTheImagesAreDivided(Case each) {
    int width = each.content().get("width").asInt();
    TallyShape shape = Networks.shape(width, each.content().get("activation").asText());
    float[] outputs = JSON.convertValue(each.content().get("outputs"), float[].class);
    int[] labels = JSON.convertValue(each.content().get("labels"), int[].class);
    Tally all = shape.tally();
    for (int from = 0; from < labels.length; from += 7) {
      int to = Math.min(from + 7, labels.length);
      all.addAll(tally(shape, outputs, labels, from, to));
    }

    ObjectNode metrics = JSON.valueToTree(Metrics.of(all, new ClassNumbers(0, shape.classes())));

    JsonNode matrix = metrics.get("confusion_matrix_rows_label_columns_prediction");
    assertEquals(shape.classes() <= 30, matrix != null, "a matrix of few classes");
    if (matrix != null) {
      metrics.set("confusions", JSON.valueToTree(list(matrix)));
    }
    for (Iterator<String> names = each.content().get("metrics").fieldNames(); names.hasNext(); ) {
      String name = names.next();
      assertClose(name, each.content().get("metrics").get(name), metrics.get(name));
    }
  }

  private static Tally tally(TallyShape shape, float[] outputs, int[] labels, int from, int to) {
    int width = shape.outputs();
    float[] batch = java.util.Arrays.copyOfRange(outputs, from * width, to * width);
    Tally tally = shape.tally();
    int[] classes = Predictions.of(batch, to - from, width).classes();
    int[] known = java.util.Arrays.copyOfRange(labels, from, to);
    for (int i = 0; i < classes.length; i++) {
      boolean isLabelled = known[i] >= 0 || shape.kind() == OutputKind.NUMBER;
      double label = isLabelled ? known[i] : Double.NaN;
      tally.addImage(batch, i, classes[i], label, "file", from + i, image -> new byte[1]);
    }
    return tally;
  }

  private static List<long[]> list(JsonNode matrix) {
    List<long[]> list = new ArrayList<>();
    for (int label = 0; label < matrix.size(); label++) {
      for (int prediction = 0; prediction < matrix.size(); prediction++) {
        long images = matrix.get(label).get(prediction).asLong();
        if (images > 0) {
          list.add(new long[] {label, prediction, images});
        }
      }
    }
    return list;
  }

  private static void assertClose(String name, JsonNode expected, JsonNode found) {
    if (expected.isArray()) {
      assertEquals(expected.size(), found.size(), name);
      for (int i = 0; i < expected.size(); i++) {
        assertClose(name, expected.get(i), found.get(i));
      }
    } else {
      assertEquals(expected.asDouble(), found.asDouble(), 1e-12, name);
    }
  }
}
