package forwardpass.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Which columns the stage takes and gives, and what it says of those that it cannot take. */
class NeuralNetworkModelColumnsTest {
  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.StringType).add("features", SQLDataTypes.VectorType());

  /** Class 1 where the second of two values is the larger. */
  private final NeuralNetworkModel model =
      new NeuralNetworkModel(
          new Network(
              List.of(
                  new Dense(
                      new Tensor(List.of(2, 2), new float[] {1, 0, 0, 1}),
                      new Tensor(List.of(2), new float[2]),
                      Activation.SOFTMAX))));

  private static Dataset<Row> rows(Vector... features) {
    List<Row> rows =
        Arrays.stream(features).map(vector -> RowFactory.create("a row", vector)).toList();
    return SharedSpark.session().createDataFrame(rows, SCHEMA);
  }

  private static Dataset<Row> rows() {
    return rows(Vectors.dense(1, 2), Vectors.dense(2, 1));
  }

  @Test
  void columnsWithoutANameAreLeftOut() {
    model.setRawPredictionCol("").setProbabilityCol("").setPredictionCol("digit");

    Dataset<Row> found = model.transform(rows());

    assertEquals(List.of("id", "features", "digit"), List.of(found.columns()));
    assertEquals(
        List.of(RowFactory.create(1.0), RowFactory.create(0.0)),
        found.select("digit").collectAsList());
  }

  /** Columns of bytes are pixels, and have no sign; arrays of numbers are taken as they are. */
  @Test
  void numbersOfOneByteHaveASign() {
    Dataset<Row> rows =
        SharedSpark.session()
            .sql("SELECT array(cast(-1 AS tinyint), cast(1 AS tinyint)) AS features");
    PredictFunction.register(SharedSpark.session(), "second_of_two", model.network());

    Dataset<Row> found = model.transform(rows);

    assertEquals(Vectors.dense(-1, 1), found.select("rawPrediction").head().get(0));
    assertEquals(1.0, found.select("prediction").head().get(0));
    assertEquals(1, rows.selectExpr("second_of_two(features)").head().get(0));
  }

  @Test
  void columnsOfTheTableAreAsNullableAsTheyWere() {
    Dataset<Row> rows =
        SharedSpark.session()
            .range(1)
            .selectExpr("id", "if(id > 5, null, 'x') AS text", "array(1f, 2f) AS features");

    StructType found = model.transform(rows).schema();

    assertEquals(model.transformSchema(rows.schema()), found);
    assertEquals(List.of(rows.schema().fields()), List.of(found.fields()).subList(0, 3));
  }

  @Test
  void arraysOfArraysAreRefused() {
    assertRefused(
        "Column features must be of vectors, arrays of numbers, or bytes, but is of array<array<int>>",
        SharedSpark.session().sql("SELECT array(array(1), array(2)) AS features"));
  }

  @Test
  void aColumnThatIsThereAlreadyIsRefused() {
    assertRefused(
        "Output column rawPrediction already exists; set rawPredictionCol to another",
        model.transform(rows()));
  }

  @Test
  void featuresOfAnotherTypeAreRefused() {
    model.setFeaturesCol("id");

    assertRefused(
        "Column id must be of vectors, arrays of numbers, or bytes, but is of string", rows());
  }

  private void assertRefused(String message, Dataset<Row> rows) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> model.transform(rows));

    assertEquals(message, e.getMessage());
  }

  @Test
  void aRowWithoutFeaturesFailsWithTheFault() {
    assertFails(
        "Corrupt: a row of the table: expected an image, found null; correct it, or leave such rows out before",
        rows((Vector) null));
  }

  @Test
  void aRowOfAnotherLengthFailsWithTheFault() {
    assertFails(
        "Corrupt: a row of the table: expected 2 values, found 3; correct it, or leave such rows out before",
        rows(Vectors.dense(1, 2, 3)));
  }

  private void assertFails(String message, Dataset<Row> bad) {
    Exception e = assertThrows(Exception.class, () -> model.transform(bad).collectAsList());

    List<String> messages =
        ExceptionUtils.getThrowableList(e).stream().map(Throwable::getMessage).toList();
    assertTrue(messages.contains(message), messages.toString());
  }
}
