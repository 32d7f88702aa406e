package forwardpass;

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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The first images of the test set, and ways to store them as a table. */
abstract class MnistTables {
  static final int IMAGES = 200;
  static final int PIXELS = 784;

  static byte[] pixels;
  static byte[] labels;
  static int correct;

  @TempDir Path dir;

  @BeforeAll
  static void readImages() throws IOException {
    pixels = unzipped("t10k-images-idx3-ubyte.gz", 16, IMAGES * PIXELS);
    labels = unzipped("t10k-labels-idx1-ubyte.gz", 8, IMAGES);
    int[] predictions = Golden.predictions();
    correct = 0;
    for (int i = 0; i < IMAGES; i++) {
      correct += labels[i] == predictions[i] ? 1 : 0;
    }
  }

  static byte[] unzipped(String file, int header, int length) throws IOException {
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

  static byte[] bytes(int image) {
    byte[] bytes = new byte[PIXELS];
    System.arraycopy(pixels, image * PIXELS, bytes, 0, PIXELS);
    return bytes;
  }

  static double[] scaled(int image) {
    double[] values = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      values[i] = (pixels[image * PIXELS + i] & 0xff) / 255.0;
    }
    return values;
  }

  static byte[] png(int image) {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, 28, 28, bytes(image));
    try (java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream()) {
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Path table(StructType schema, List<Row> rows, String format) {
    Path path = dir.resolve("table." + format);
    SharedSpark.session()
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .format(format)
        .save(path.toString());
    return path;
  }

  Path table(Stored stored, String format) {
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

  Path kaggle(boolean isGzip) throws IOException {
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

  /** Why each record of an output was refused, in their order; null where it was not. */
  static List<String> reasons(Path output) {
    List<String> reasons = new ArrayList<>();
    SharedSpark.session()
        .read()
        .parquet(output.toString())
        .orderBy("index")
        .select("_corrupt_record")
        .collectAsList()
        .forEach(row -> reasons.add(row.getString(0)));
    return reasons;
  }
}
