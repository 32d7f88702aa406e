package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.onnxruntime.ConvolutionModels;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written beside the class where it is asked for. */
class AddedColumnsTest {
  private static final int IMAGES = 20;
  private static final int CLASSES = 3;
  private static final int FEATURES = 8;

  @TempDir Path dir;

  private Path images;
  private Path model;
  private float[] values;

  @BeforeEach
  void writeImages() throws IOException {
    images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 4, 4));
    model =
        Files.write(
            dir.resolve("model.onnx"),
            ConvolutionModels.logits(-1).output("f", -1, FEATURES).model());
    byte[] file = Files.readAllBytes(images);
    values = new float[IMAGES * 16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (file[16 + i] & 0xff) / 255f;
    }
  }

  private Dataset<Row> scored(Object... args) {
    Path output = dir.resolve("out");
    List<Object> all =
        new ArrayList<>(List.of("--images", images, "--weights", model, "--output", output));
    all.addAll(List.of(args));
    CommandRun run = CommandRun.of(all.toArray());
    assertEquals(0, run.status(), run.err());
    return SharedSpark.session().read().parquet(output.toString()).orderBy("index");
  }

  @Test
  void theBestClassesHaveNumbersAndProbabilitiesAndNamesWhereThereAreAny() throws IOException {
    Path names = Files.writeString(dir.resolve("names"), "cat\ndog\nemu\n");
    double[] expected = ConvolutionModels.probabilities(values);

    Dataset<Row> rows = scored("--top-k", 2, "--class-names", names, "--first-class", 1);

    assertEquals(
        "file string, index bigint, label int, prediction int, class string, probability float, top array<struct<class:int,name:string,probability:float>>",
        columns(rows));
    List<Row> all = rows.collectAsList();
    assertEquals(IMAGES, all.size());
    for (int image = 0; image < IMAGES; image++) {
      int start = image * CLASSES;
      List<Integer> order =
          IntStream.range(0, CLASSES)
              .boxed()
              .sorted(Comparator.comparing(k -> -expected[start + k]))
              .toList();
      List<Row> top = all.get(image).getList(6);
      assertEquals(2, top.size());
      for (int i = 0; i < 2; i++) {
        int number = order.get(i);
        assertEquals(number + 1, top.get(i).getInt(0));
        assertEquals(List.of("cat", "dog", "emu").get(number), top.get(i).getString(1));
        assertEquals(expected[start + number], top.get(i).getFloat(2), 1e-5);
      }
      assertEquals(all.get(image).getInt(3), top.get(0).getInt(0));
      assertEquals(all.get(image).getString(4), top.get(0).getString(1));
      assertEquals(all.get(image).getFloat(5), top.get(0).getFloat(2));
    }
  }

  private static String columns(Dataset<Row> rows) {
    return String.join(
        ", ",
        java.util.Arrays.stream(rows.schema().fields())
            .map(field -> field.name() + " " + field.dataType().catalogString())
            .toList());
  }

  @Test
  void anEmbeddingIsTheOutputThatIsNamed() {
    double[] expected = ConvolutionModels.features(values);

    Dataset<Row> rows = scored("--top-k", 1, "--probabilities", "--embedding", "f");

    assertEquals(
        "file string, index bigint, label int, prediction int, probability float, top array<struct<class:int,name:string,probability:float>>, probabilities array<float>, embedding array<float>",
        columns(rows));
    List<Row> all = rows.collectAsList();
    for (int image = 0; image < IMAGES; image++) {
      List<Row> top = all.get(image).getList(5);
      assertEquals(1, top.size());
      assertEquals(null, top.get(0).getString(1));
      List<Float> embedding = all.get(image).getList(7);
      assertEquals(FEATURES, embedding.size());
      for (int i = 0; i < FEATURES; i++) {
        assertEquals(expected[image * FEATURES + i], embedding.get(i), 1e-5);
      }
    }
  }

  @Test
  void aSinkWithoutArraysIsRefused() {
    CommandRun run =
        CommandRun.of(
            "--images",
            images,
            "--weights",
            model,
            "--output",
            dir.resolve("csv"),
            "--output-format",
            "csv",
            "--top-k",
            1);

    assertEquals(2, run.status());
    assertEquals(
        "Invalid --output-format csv: [UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE] The CSV datasource doesn't support the column `top` of the type \"ARRAY<STRUCT<class: INT, name: STRING, probability: FLOAT>>\". SQLSTATE: 0A000",
        run.err().lines().reduce((first, last) -> last).orElseThrow());
    assertEquals(false, Files.exists(dir.resolve("csv")));
  }
}
