package forwardpass.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens partitions where they are read.
 *
 * @param packed whether a row is a batch of images, or one image
 * @param batchSize how many images to read at once
 */
record IdxPartitionReaderFactory(
    Broadcast<SerializableConfiguration> configuration, boolean packed, int batchSize)
    implements PartitionReaderFactory {
  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    return new IdxPartitionReader(
        (IdxPartition) partition, configuration.value().value(), packed, batchSize);
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("IDX files are read in columns");
  }
}
