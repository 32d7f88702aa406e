package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.CommandRun;
import forwardpass.SharedSpark;
import forwardpass.TrainedNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a stage makes of images is what Pillow makes of them, and what the job does. */
class PreparedStageTest extends StageImages {
  /** Those of which {@code prepared.csv} has the middle 4 x 4 in colours, shorter side 5. */
  private static final String PREPARED = "[a-z_]+\\.[a-z]+,3,5,4,4,bilinear,.*";

  /** Lines of name and samples. */
  private static List<String[]> prepared() throws IOException {
    return new String(resource("prepared.csv"), StandardCharsets.US_ASCII)
        .lines()
        .filter(line -> line.matches(PREPARED))
        .map(line -> line.split(",", -1))
        .toList();
  }

  private static List<String> names(List<String[]> prepared) {
    return prepared.stream().map(fields -> fields[0]).toList();
  }

  private static NeuralNetworkModel prepared(NeuralNetworkModel stage) {
    return stage
        .setResize("5")
        .setCrop("4")
        .setInterpolation("bilinear")
        .setNormalize(false)
        .setProbabilityCol("");
  }

  private static void assertSamples(Dataset<Row> found) throws IOException {
    List<Row> rows = found.select("rawPrediction").collectAsList();
    List<String[]> expected = prepared();
    assertEquals(8, expected.size());
    assertEquals(8, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      double[] values = rows.get(i).<Vector>getAs(0).toArray();
      byte[] bytes = new byte[values.length];
      for (int k = 0; k < values.length; k++) {
        bytes[k] = (byte) (int) values[k];
      }
      assertEquals(expected.get(i)[6], HexFormat.of().formatHex(bytes), expected.get(i)[0]);
    }
  }

  @Test
  void filesInAColumnAreWhatPillowMakesOfThem() throws IOException {
    NeuralNetworkModel stage = TrainedNetwork.load(samples("a.onnx", 4).toString());
    Dataset<Row> files = files(names(prepared()));

    assertSamples(prepared(stage).setImageCol("image").transform(files));
  }

  /** Their column may be the features', as no numbers are like them. */
  @Test
  void structsOfHuggingFaceAreToo() throws IOException {
    NeuralNetworkModel stage = TrainedNetwork.load(samples("a.onnx", 4).toString());
    Dataset<Row> structs =
        files(names(prepared())).selectExpr("named_struct('bytes', image, 'path', name) AS image");

    assertSamples(prepared(stage).setFeaturesCol("image").transform(structs));
  }

  @Test
  void aGraphOfAnySizeGetsTheSizeThatIsSet() throws IOException {
    NeuralNetworkModel stage = TrainedNetwork.load(samples("a.onnx", -1).toString());
    Dataset<Row> files = files(names(prepared()));

    assertSamples(prepared(stage).setImageCol("image").transform(files));
  }

  @Test
  void theDirectoryOfAModelPreparesThemAsTheJobDoes() throws IOException {
    samples("model/model.onnx", 4);
    Files.writeString(
        dir.resolve("model/preprocessor_config.json"),
        """
        {"size": {"shortest_edge": 5}, "resample": 3, "crop_size": 4, "do_flip_channel_order": true,
         "image_mean": [0.1, 0.2, 0.3], "image_std": [0.5, 0.25, 0.125]}
        """);
    Dataset<Row> files = files(names(prepared()));
    Path table = dir.resolve("table");
    files.write().parquet(table.toString());
    Path output = dir.resolve("output");
    Path model = dir.resolve("model");
    CommandRun run =
        CommandRun.of("--images", table, "--weights", model, "--output", output, "--probabilities");
    assertEquals(0, run.status(), run.err());

    NeuralNetworkModel stage = TrainedNetwork.load(model.toString()).setImageCol("image");
    String saved = dir.resolve("saved").toString();
    stage.write().save(saved);
    List<Row> found = NeuralNetworkModel.load(saved).transform(files).collectAsList();

    assertEquals("5", stage.getOrDefault(stage.resize()));
    assertEquals("4x4", stage.getOrDefault(stage.crop()));
    assertEquals("bicubic", stage.getOrDefault(stage.interpolation()));
    assertEquals("bgr", stage.getOrDefault(stage.channels()));
    List<Row> ofJob =
        SharedSpark.session().read().parquet(output.toString()).orderBy("index").collectAsList();
    assertEquals(8, found.size());
    for (int i = 0; i < found.size(); i++) {
      List<Float> probabilities = ofJob.get(i).getList(ofJob.get(i).fieldIndex("probabilities"));
      double[] ours = found.get(i).<Vector>getAs("probability").toArray();
      assertEquals(
          ofJob.get(i).<Integer>getAs("prediction").doubleValue(),
          found.get(i).<Double>getAs("prediction"));
      assertEquals(probabilities, Arrays.stream(ours).mapToObj(p -> (float) p).toList());
    }
  }
}
