package forwardpass.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** CSV with a column for each pixel. */
final class CsvTable {
  private CsvTable() {}

  /** Columns are told by the first file's header, which those of all others have to be. */
  static Dataset<Row> load(SparkSession session, String path) {
    StructType schema = new StructType();
    for (String name : session.read().option("header", "true").csv(path).columns()) {
      schema =
          schema.add(
              name, FeaturesFinder.isPixel(name) ? DataTypes.FloatType : DataTypes.StringType);
    }
    return session
        .read()
        .schema(schema.add(TableReader.CORRUPT, DataTypes.StringType))
        .option("header", "true")
        .option("enforceSchema", "false")
        .csv(path);
  }
}
