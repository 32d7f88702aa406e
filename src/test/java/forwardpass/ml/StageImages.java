package forwardpass.ml;

import forwardpass.SharedSpark;
import forwardpass.onnx.ModelWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;

/** Tables of images, and graphs that give their samples. */
abstract class StageImages {
  static final StructType FILES =
      new StructType().add("name", DataTypes.StringType).add("image", DataTypes.BinaryType);

  @TempDir Path dir;

  static byte[] resource(String name) throws IOException {
    try (InputStream in = StageImages.class.getResourceAsStream("/images/" + name)) {
      return in.readAllBytes();
    }
  }

  static Dataset<Row> files(List<String> names) throws IOException {
    List<Row> made = new ArrayList<>();
    for (String name : names) {
      made.add(RowFactory.create(name, resource(name)));
    }
    return SharedSpark.session().createDataFrame(made, FILES).coalesce(1);
  }

  /** A graph that gives the samples of a picture of 4 x 4 as they are, pixel by pixel. */
  Path samples(String file, int side) throws IOException {
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
}
