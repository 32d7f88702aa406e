package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** A pipeline that the version for Spark 4.1 saved. */
class SavedStageTest {
  /** Expected: NumPy, float32. */
  @Test
  void aStageThatAnEarlierVersionSavedPredictsTheSame() {
    SparkSession spark = SharedSpark.session();
    PipelineModel saved =
        PipelineModel.load(getClass().getResource("/stages/spark-4.1").toString());
    StructType schema =
        new StructType().add("pixels", DataTypes.createArrayType(DataTypes.FloatType, false));
    List<Row> rows =
        List.of(
            RowFactory.create((Object) new Float[] {0.25f, -0.5f}),
            RowFactory.create((Object) new Float[] {-1f, 0.5f}),
            RowFactory.create((Object) new Float[] {0f, 0f}));

    List<Row> predicted =
        saved
            .transform(spark.createDataFrame(rows, schema))
            .select("prediction", "probability")
            .collectAsList();

    NeuralNetworkModel stage = (NeuralNetworkModel) saved.stages()[0];
    assertEquals("network_of_before", stage.uid());
    assertEquals(7, stage.getOrDefault(stage.batchSize()));
    assertEquals(true, stage.network().isOfPixels());
    assertEquals(List.of(1.0, 1.0, 1.0), predicted.stream().map(row -> row.getDouble(0)).toList());
    assertEquals(
        List.of("0.7361", "0.8583", "0.8816"),
        predicted.stream().map(row -> "%.4f".formatted(((Vector) row.get(1)).apply(1))).toList());
  }
}
