package forwardpass.source.idx;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * IDX files as a Spark data source: {@code spark.read().format("idx").option("labels",
 * …).load(path)}, with the options of {@link IdxOptions} and the columns of {@link IdxSchema}.
 */
public final class IdxSource implements TableProvider, DataSourceRegister {
  @Override
  public String shortName() {
    return "idx";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return IdxSchema.of(new IdxOptions(options));
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new IdxTable(schema, Optional.empty());
  }
}
