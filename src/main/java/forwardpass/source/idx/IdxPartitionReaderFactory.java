package forwardpass.source.idx;

import forwardpass.model.ClassNumbers;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * @param areFinite whether values that are infinite or no numbers are refused
 * @param batchSize how many images to read at once
 * @param numbers how labels name classes; null to take labels as they are
 * @param areClasses whether the class that a label means stands in its place
 */
record IdxPartitionReaderFactory(
    Broadcast<SerializableConfiguration> configuration,
    boolean packed,
    boolean areFinite,
    int batchSize,
    ClassNumbers numbers,
    boolean areClasses)
    implements PartitionReaderFactory {
  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return !packed;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return reader(partition, IdxBatchRow::new);
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    return reader(partition, IdxColumns::new);
  }

  private <T> PartitionReader<T> reader(
      InputPartition partition, Function<IdxChunk, Supplier<T>> view) {
    return new IdxPartitionReader<>(
        (IdxPartition) partition,
        configuration.value().value(),
        areFinite,
        batchSize,
        numbers,
        areClasses,
        view);
  }
}
