package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MllibWeightsTest {
  @TempDir Path dir;

  @Test
  void perceptronThatMllibSavedScoresAsMllibDoes() throws IOException {
    Dataset<Row> numbers =
        SharedSpark.session()
            .range(60)
            .selectExpr("id / 60.0 as x", "double(id % 7) as y", "double(id >= 30) as label");
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "y"})
            .setOutputCol("features")
            .transform(numbers);
    MultilayerPerceptronClassificationModel model =
        new MultilayerPerceptronClassifier().setLayers(new int[] {2, 4, 2}).setSeed(1).fit(rows);
    model.write().save(dir.resolve("model").toString());
    rows.write().parquet(dir.resolve("rows").toString());
    Path output = dir.resolve("predictions");

    CommandRun run =
        CommandRun.of(
            "--weights", dir.resolve("model"),
            "--images", dir.resolve("rows"),
            "--output", output);

    assertEquals(0, run.status(), run.err());
    Vector first = Vectors.dense(0, 0);
    Row found =
        SharedSpark.session().read().parquet(output.toString()).where("x = 0 and y = 0").head();
    assertEquals((int) model.predict(first), found.<Integer>getAs("prediction"));
    assertEquals(
        model.predictProbability(first).apply((int) model.predict(first)),
        found.<Float>getAs("probability"),
        1e-5);
    CommandRun.of(
            "--weights",
            dir.resolve("model"),
            "--images",
            dir.resolve("rows"),
            "--activation",
            "relu")
        .assertFailure(
            2,
            "Invalid --activation relu: %s says itself what its layers are, 2-4(sigmoid)-2(softmax); leave --activation out"
                .formatted(dir.resolve("model")));
  }
}
