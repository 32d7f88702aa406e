package forwardpass.source.idx;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
record IdxPartition(List<IdxSlice> slices) implements InputPartition {}
