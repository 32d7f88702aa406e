package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.CommandRun;
import forwardpass.SharedSpark;
import forwardpass.TrainedNetwork;
import forwardpass.onnx.ModelWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage makes of images is what Pillow makes of them, and what the job does. */
class ImageStageTest {
  private static final StructType FILES =
      new StructType().add("name", DataTypes.StringType).add("image", DataTypes.BinaryType);

  /** Those of which {@code prepared.csv} has the middle 4 x 4 in colours, shorter side 5. */
  private static final String PREPARED = "[a-z_]+\\.[a-z]+,3,5,4,4,bilinear,.*";

  @TempDir Path dir;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageStageTest.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Dataset<Row> files(List<String> names) throws IOException {
    List<Row> made = new ArrayList<>();
    for (String name : names) {
      made.add(RowFactory.create(name, resource(name)));
    }
    return SharedSpark.session().createDataFrame(made, FILES).coalesce(1);
  }

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

  /** A graph that gives the samples of a picture of 4 x 4 as they are, pixel by pixel. */
  private Path samples(String file, int side) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(
        path,
        new ModelWriter()
            .input("x", -1, 3, side, side)
            .node("Transpose", "x->t", ModelWriter.attribute("perm", new long[] {0, 2, 3, 1}))
            .node("Flatten", "t->y")
            .output("y", -1, 48)
            .model());
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

  /** Of bytes, of images, and of numbers. */
  @Test
  void darkInkIsMadeLightAndRowsAreExchangedWithColumns() throws IOException {
    NeuralNetworkModel stage =
        TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString());
    byte[] digit = new byte[784];
    new Random(5).nextBytes(digit);
    byte[] turned = new byte[digit.length];
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < digit.length; i++) {
      turned[i] = (byte) (255 - (digit[i % 28 * 28 + i / 28] & 0xff));
    }
    for (byte pixel : turned) {
      values.add((pixel & 0xff) / 255.0);
    }
    Vector expected = probability(stage, DataTypes.BinaryType, digit);
    stage.setInvert(true).setTranspose(true);

    assertEquals(expected, probability(stage, DataTypes.BinaryType, turned));
    Vector ofNumbers = probability(stage, DataTypes.createArrayType(DataTypes.DoubleType), values);
    assertArrayEquals(expected.toArray(), ofNumbers.toArray(), 1e-5);
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, 28, 28, turned);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    stage.setImageCol("features");
    assertEquals(expected, probability(stage, DataTypes.BinaryType, png.toByteArray()));
  }

  private static Vector probability(NeuralNetworkModel stage, DataType type, Object value) {
    Dataset<Row> row =
        SharedSpark.session()
            .createDataFrame(
                List.of(RowFactory.create(value)), new StructType().add("features", type));
    return stage.transform(row).head().getAs("probability");
  }

  private static void assertFails(String message, NeuralNetworkModel stage, Dataset<Row> rows) {
    Exception e = assertThrows(Exception.class, () -> stage.transform(rows).collectAsList());

    List<String> messages =
        ExceptionUtils.getThrowableList(e).stream().map(Throwable::getMessage).toList();
    assertTrue(messages.contains(message), messages.toString());
  }

  @Test
  void anImageThatIsNoneFailsWithTheFault() throws IOException {
    NeuralNetworkModel stage =
        TrainedNetwork.load(samples("a.onnx", 4).toString()).setImageCol("image");

    assertFails(
        "Corrupt: a row of the table: expected an image, found null; correct it, or leave such rows out before",
        stage,
        SharedSpark.session().createDataFrame(List.of(RowFactory.create("a", null)), FILES));
    assertFails(
        "Truncated: a row of the table: expected the end marker (EOI) of a JPEG, found the end of the file at byte 100; copy it again, or leave such rows out before",
        stage,
        SharedSpark.session()
            .createDataFrame(
                List.of(RowFactory.create("a", Arrays.copyOf(resource("smooth.jpg"), 100))),
                FILES));
  }

  /** A column of features has pixels, which are known by their number. */
  @Test
  void filesInTheColumnOfFeaturesAreToldByTheirBeginning() throws IOException {
    NeuralNetworkModel stage =
        TrainedNetwork.load(samples("a.onnx", 4).toString()).setFeaturesCol("image");
    byte[] pixels = Arrays.copyOf(resource("smooth.jpg"), 48);

    assertFails(
        "Unsupported: a row of the table: expected 48 bytes, each a pixel, found the file of an image; name its column with setImageCol, or leave such rows out before",
        stage,
        files(List.of("smooth.jpg")));
    assertFails(
        "Corrupt: a row of the table: expected 48 values, found 47; correct it, or leave such rows out before",
        stage,
        SharedSpark.session()
            .createDataFrame(List.of(RowFactory.create("a", new byte[47])), FILES));
    Dataset<Row> raw =
        SharedSpark.session().createDataFrame(List.of(RowFactory.create("a", pixels)), FILES);
    double[] found =
        stage.setNormalize(false).transform(raw).head().<Vector>getAs("rawPrediction").toArray();
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(pixels[i] & 0xff, found[i]);
    }
  }

  /** Whose samples are blue, green and red. */
  @Test
  void structsOfSparkAreImages() throws IOException {
    NeuralNetworkModel stage = TrainedNetwork.load(samples("a.onnx", 4).toString());
    byte[] samples = new byte[48];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (5 * i);
    }
    StructType image =
        new StructType()
            .add("origin", DataTypes.StringType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType)
            .add("nChannels", DataTypes.IntegerType)
            .add("mode", DataTypes.IntegerType)
            .add("data", DataTypes.BinaryType);
    Dataset<Row> rows =
        SharedSpark.session()
            .createDataFrame(
                List.of(RowFactory.create(RowFactory.create("file:/a.png", 4, 4, 3, 16, samples))),
                new StructType().add("image", image));

    double[] found =
        stage
            .setImageCol("image")
            .setNormalize(false)
            .transform(rows)
            .head()
            .<Vector>getAs("rawPrediction")
            .toArray();

    for (int i = 0; i < samples.length; i++) {
      assertEquals(samples[i - i % 3 + 2 - i % 3] & 0xff, found[i]);
    }
  }

  /** Layers take images, too: grey squares of as many pixels as they take values. */
  @Test
  void layersTakeImages() throws IOException {
    NeuralNetworkModel stage =
        TrainedNetwork.load(SharedSpark.DATA.resolve("mnist_weights.pkl").toString())
            .setImageCol("image");
    Dataset<Row> files = files(List.of("grey.png", "smooth.jpg"));
    Path table = dir.resolve("table");
    files.write().parquet(table.toString());
    Path output = dir.resolve("output");
    CommandRun run = CommandRun.of("--images", table, "--output", output);
    assertEquals(0, run.status(), run.err());

    List<Row> found = stage.transform(files).select("name", "prediction").collectAsList();

    List<Row> ofJob =
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .selectExpr("name", "double(prediction)")
            .orderBy("name")
            .collectAsList();
    assertEquals(ofJob, found);
  }

  @Test
  void whatIsNoColumnOfImagesIsRefused() throws IOException {
    NeuralNetworkModel stage =
        TrainedNetwork.load(samples("a.onnx", 4).toString()).setImageCol("image");
    StructType numbers =
        new StructType().add("image", DataTypes.createArrayType(DataTypes.FloatType));

    assertEquals(
        "Column image must be of image files (bytes), or structs of images, but is of array<float>",
        assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(numbers))
            .getMessage());
    stage.setFeaturesCol("numbers");
    assertEquals(
        "featuresCol is numbers, and imageCol is image; set one of them, as the network reads one column",
        assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(FILES))
            .getMessage());
    assertEquals(
        FILES.size() + 3,
        stage.setFeaturesCol("image").setImageCol("").transformSchema(FILES).size());
  }
}
