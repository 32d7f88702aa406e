package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.spark.SharedSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same images in every format give what NumPy gives for them. */
class TableInputTest {
  private static final int IMAGES = 200;
  private static final int PIXELS = 784;

  private static byte[] pixels;
  private static byte[] labels;
  private static int correct;

  @TempDir Path dir;

  @BeforeAll
  static void readImages() throws IOException {
    pixels = unzipped("t10k-images-idx3-ubyte.gz", 16, IMAGES * PIXELS);
    labels = unzipped("t10k-labels-idx1-ubyte.gz", 8, IMAGES);
    int[] predictions = Golden.predictions();
    for (int i = 0; i < IMAGES; i++) {
      correct += labels[i] == predictions[i] ? 1 : 0;
    }
  }

  private static byte[] unzipped(String file, int header, int length) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(SharedSpark.DATA.resolve(file)))) {
      in.skipNBytes(header);
      return in.readNBytes(length);
    }
  }

  /** Ways to store an image in a row. */
  enum Stored {
    ARRAY_OF_FLOATS {
      @Override
      DataType type() {
        return DataTypes.createArrayType(DataTypes.FloatType);
      }

      @Override
      Object of(int image) {
        List<Float> values = new ArrayList<>();
        for (double value : scaled(image)) {
          values.add((float) value);
        }
        return values;
      }
    },
    ARRAY_OF_DOUBLES {
      @Override
      DataType type() {
        return DataTypes.createArrayType(DataTypes.DoubleType);
      }

      @Override
      Object of(int image) {
        List<Double> values = new ArrayList<>();
        for (double value : scaled(image)) {
          values.add(value);
        }
        return values;
      }
    },
    DENSE_VECTOR {
      @Override
      DataType type() {
        return SQLDataTypes.VectorType();
      }

      @Override
      Object of(int image) {
        return Vectors.dense(scaled(image));
      }
    },
    SPARSE_VECTOR {
      @Override
      DataType type() {
        return SQLDataTypes.VectorType();
      }

      @Override
      Object of(int image) {
        return Vectors.dense(scaled(image)).toSparse();
      }
    },
    BYTES {
      @Override
      DataType type() {
        return DataTypes.BinaryType;
      }

      @Override
      Object of(int image) {
        return bytes(image);
      }
    },
    HUGGING_FACE {
      @Override
      DataType type() {
        return new StructType()
            .add("bytes", DataTypes.BinaryType)
            .add("path", DataTypes.StringType);
      }

      @Override
      Object of(int image) {
        return RowFactory.create(png(image), null);
      }
    };

    abstract DataType type();

    abstract Object of(int image);
  }

  private static byte[] bytes(int image) {
    byte[] bytes = new byte[PIXELS];
    System.arraycopy(pixels, image * PIXELS, bytes, 0, PIXELS);
    return bytes;
  }

  private static double[] scaled(int image) {
    double[] values = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      values[i] = (pixels[image * PIXELS + i] & 0xff) / 255.0;
    }
    return values;
  }

  private static byte[] png(int image) {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, 28, 28, bytes(image));
    try (java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path table(StructType schema, List<Row> rows, String format) {
    Path path = dir.resolve("table." + format);
    SharedSpark.session()
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .format(format)
        .save(path.toString());
    return path;
  }

  private Path table(Stored stored, String format) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("label", DataTypes.LongType)
            .add("image", stored.type());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      rows.add(RowFactory.create("id" + i, (long) labels[i], stored.of(i)));
    }
    return table(schema, rows, format);
  }

  private static void assertAllScored(CommandRun run) {
    run.assertAccuracy(
        java.math.BigDecimal.valueOf((double) correct / IMAGES)
            .stripTrailingZeros()
            .toPlainString());
    assertTrue(run.err().endsWith("; %d of %d right\n".formatted(correct, IMAGES)), run.err());
  }

  @ParameterizedTest
  @EnumSource
  void parquetOfEveryKindOfColumnIsScored(Stored stored) {
    assertAllScored(CommandRun.of("--images", table(stored, "parquet")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"orc", "json"})
  void anyFormatOfSparksIsScored(String format) {
    assertAllScored(CommandRun.of("--images", table(Stored.ARRAY_OF_DOUBLES, format)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void columnsOfTheRowsStandBesidePredictionsWhateverTheBatchSize(int batchSize) {
    Path output = dir.resolve("predictions");

    assertAllScored(
        CommandRun.of(
            "--images", table(Stored.BYTES, "parquet"),
            "--output", output,
            "--batch-size", batchSize));

    Dataset<Row> rows = SharedSpark.session().read().parquet(output.toString());
    assertEquals(
        "id STRING,file STRING,index BIGINT,label INT,prediction INT,probability FLOAT",
        rows.schema().toDDL());
    List<Row> expected = new ArrayList<>();
    int[] predictions = Golden.predictions();
    for (int i = 0; i < IMAGES; i++) {
      expected.add(RowFactory.create("id" + i, (long) i, (int) labels[i], predictions[i]));
    }
    assertEquals(
        expected,
        rows.select("id", "index", "label", "prediction").orderBy("index").collectAsList());
  }

  @Test
  void directoriesOfImageFilesAreLabelledByTheirNames() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      Path digit = Files.createDirectories(dir.resolve("digits").resolve("" + labels[i]));
      Files.write(digit.resolve(i + ".png"), png(i));
    }

    assertAllScored(CommandRun.of("--images", dir.resolve("digits")));
  }

  private Path kaggle(boolean isGzip) throws IOException {
    Path path = dir.resolve(isGzip ? "train.csv.gz" : "train.csv");
    StringBuilder text = new StringBuilder("label");
    for (int i = 0; i < PIXELS; i++) {
      text.append(",pixel").append(i);
    }
    for (int image = 0; image < IMAGES; image++) {
      text.append('\n').append(labels[image]);
      for (byte pixel : bytes(image)) {
        text.append(',').append(pixel & 0xff);
      }
    }
    try (OutputStream out = Files.newOutputStream(path);
        OutputStream whole = isGzip ? new GZIPOutputStream(out) : out) {
      whole.write(
          text.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return path;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kagglesCsvIsScored(boolean isGzip) throws IOException {
    assertAllScored(CommandRun.of("--images", kaggle(isGzip)));
  }

  @Test
  void libsvmIsScored() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int image = 0; image < IMAGES; image++) {
      text.append(labels[image]);
      for (int i = 0; i < PIXELS; i++) {
        if (pixels[image * PIXELS + i] != 0) {
          text.append(' ').append(i + 1).append(':').append(pixels[image * PIXELS + i] & 0xff);
        }
      }
      text.append('\n');
    }
    Path path = Files.writeString(dir.resolve("images.libsvm"), text);

    assertAllScored(CommandRun.of("--images", path));
  }

  /** Of five records the second has no image, the third too few values, the fourth no class. */
  private Path damaged() {
    StructType schema =
        new StructType()
            .add("label", DataTypes.StringType)
            .add("features", SQLDataTypes.VectorType());
    List<Row> rows =
        List.of(
            RowFactory.create("7", Vectors.dense(scaled(0))),
            RowFactory.create("2", null),
            RowFactory.create("1", Vectors.dense(1, 2, 3)),
            RowFactory.create("ten", Vectors.dense(scaled(3))),
            RowFactory.create(null, Vectors.dense(scaled(4))));
    return table(schema, rows, "parquet");
  }

  @Test
  void aBadRecordEndsTheJobWithItsName() throws IOException {
    Path path = damaged();

    CommandRun run = CommandRun.of("--images", path);

    Path file;
    try (var files = Files.newDirectoryStream(path, "*.parquet")) {
      file = files.iterator().next();
    }
    run.assertFailure(
        3,
        "Corrupt: record 1 of file:%s: expected an image, found null; correct it, or leave such records out with --mode DROPMALFORMED"
            .formatted(file));
  }

  @Test
  void badRecordsMayBeLeftOutAndCounted() {
    Path output = dir.resolve("predictions");

    CommandRun run =
        CommandRun.of("--images", damaged(), "--mode", "DROPMALFORMED", "--output", output);

    run.assertAccuracy("1.0");
    assertTrue(run.err().startsWith("Scored 2 images"), run.err());
    assertTrue(run.err().endsWith("; 3 of 5 records refused; 1 of 1 right\n"), run.err());
    assertEquals(2, SharedSpark.session().read().parquet(output.toString()).count());
  }

  @Test
  void badRecordsMayBeKeptWithTheReason() {
    Path output = dir.resolve("predictions");

    CommandRun.of("--images", damaged(), "--mode", "PERMISSIVE", "--output", output)
        .assertAccuracy("1.0");

    assertEquals(
        List.of(
            RowFactory.create(0L, 7, 7, null),
            RowFactory.create(1L, null, null, "expected an image, found null"),
            RowFactory.create(2L, null, null, "expected 784 values, found 3"),
            RowFactory.create(3L, null, null, "expected as label a class from 0 to 9, found ten"),
            RowFactory.create(4L, null, 4, null)),
        SharedSpark.session()
            .read()
            .parquet(output.toString())
            .select("index", "label", "prediction", "_corrupt_record")
            .orderBy("index")
            .collectAsList());
  }

  @Test
  void aLineOfCsvWithoutANumberIsABadRecord() throws IOException {
    Path path = kaggle(false);
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    lines.set(3, lines.get(3).replaceFirst(",0,", ",x,"));
    Files.write(path, lines);

    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Corrupt: record 2 of file:%s: expected as many values as the header names, all of them numbers; correct it, or leave such records out with --mode DROPMALFORMED"
                .formatted(path));
  }

  @Test
  void aTableWithoutImagesIsRefusedWithTheColumnsItHas() {
    Path path =
        table(
            new StructType().add("a", DataTypes.LongType).add("b", DataTypes.LongType),
            List.of(RowFactory.create(1L, 2L)),
            "parquet");

    CommandRun.of("--images", path)
        .assertFailure(
            3,
            "Unsupported: %s: expected a column features or image or pixels or content, found a, b; give --features-column"
                .formatted(path));
    CommandRun.of("--images", path, "--features-column", "a")
        .assertFailure(
            3,
            "Unsupported: %s: expected column a to have vectors, arrays of numbers, bytes, or images (a struct with bytes), found bigint; give --features-column"
                .formatted(path));
  }

  @Test
  void damagedParquetIsBadInput() throws IOException {
    Path path = Files.writeString(dir.resolve("x.parquet"), "PAR1 and nothing more PAR1");

    CommandRun run = CommandRun.of("--images", path);

    assertEquals(3, run.status(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().contains(path.toString()), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void predictionsArePartitionedByAColumn() {
    Path output = dir.resolve("predictions");

    assertAllScored(
        CommandRun.of(
            "--images", table(Stored.BYTES, "parquet"),
            "--output", output,
            "--output-format", "csv",
            "--output-option", "delimiter=;",
            "--partition-by", "prediction"));

    assertTrue(Files.isDirectory(output.resolve("prediction=7")));
    assertEquals(
        IMAGES,
        SharedSpark.session()
            .read()
            .option("header", "true")
            .option("delimiter", ";")
            .csv(output.toString())
            .where("id is not null and label is not null and prediction between 0 and 9")
            .count());
  }
}
