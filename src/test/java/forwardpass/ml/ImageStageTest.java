package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.CommandRun;
import forwardpass.SharedSpark;
import forwardpass.TrainedNetwork;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/** A stage takes images, and refuses what is none. */
class ImageStageTest extends StageImages {
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
