package forwardpass.source.idx;

import forwardpass.files.FileOpener;
import forwardpass.source.TaskBytes;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

/** One reading of IDX files: lists them, checks their headers, and cuts them into partitions. */
final class IdxScan implements Scan, Batch {
  /** How much is read at once where a row is one image. */
  private static final int READ_BYTES = 1 << 20;

  private final StructType schema;
  private final IdxReading reading;
  private final SparkSession session = SparkSession.active();
  private List<IdxPair> pairs;
  private InputPartition[] partitions;

  IdxScan(StructType schema, IdxReading reading) {
    this.schema = schema;
    this.reading = reading;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "idx " + reading.description();
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return reading.batchSize().isPresent()
        ? ColumnarSupportMode.UNSUPPORTED
        : ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return new CustomMetric[] {new ImagesRead(), new ImageBytesRead()};
  }

  /** Made once: Spark asks several times for one plan, and each asking reads every header. */
  @Override
  public InputPartition[] planInputPartitions() {
    if (partitions == null) {
      IdxPartitioning partitioning = new IdxPartitioning(batchSize(), partitionBytes(pairs()));
      IdxHosts hosts = new IdxHosts(new FileOpener(hadoopConfiguration()));
      partitions = hosts.locate(partitioning.cut(pairs()));
    }
    return partitions.clone();
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    Broadcast<SerializableConfiguration> configuration =
        session
            .sparkContext()
            .broadcast(
                new SerializableConfiguration(hadoopConfiguration()),
                ClassTag$.MODULE$.apply(SerializableConfiguration.class));
    return new IdxPartitionReaderFactory(
        configuration,
        reading.batchSize().isPresent(),
        reading.areFinite(),
        batchSize(),
        reading.classNumbers().orElse(null),
        reading.areClasses());
  }

  private List<IdxPair> pairs() {
    if (pairs == null) {
      pairs = reading.listing().apply(hadoopConfiguration()).pairs();
    }
    return pairs;
  }

  private long partitionBytes(List<IdxPair> pairs) {
    long total = pairs.stream().mapToLong(pair -> pair.images().header().dataBytes()).sum();
    return TaskBytes.of(session, total, reading.partitions());
  }

  private int batchSize() {
    return reading.batchSize().orElseGet(this::imagesPerRead);
  }

  private int imagesPerRead() {
    int largest =
        pairs().stream().mapToInt(pair -> pair.images().header().itemBytes()).max().orElse(1);
    return Math.max(1, READ_BYTES / largest);
  }

  private Configuration hadoopConfiguration() {
    return session.sessionState().newHadoopConf();
  }
}
