package forwardpass.source.idx;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * IDX files, to be read in batch.
 *
 * @param reading which, and how; none where options say it
 */
record IdxTable(StructType structure, Optional<IdxReading> reading) implements SupportsRead {
  @Override
  public String name() {
    return "idx";
  }

  @Override
  public Column[] columns() {
    return Arrays.stream(structure.fields())
        .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
        .toArray(Column[]::new);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> new IdxScan(structure, reading.orElseGet(() -> new IdxOptions(options).reading()));
  }
}
