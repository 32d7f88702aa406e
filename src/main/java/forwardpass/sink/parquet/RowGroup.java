package forwardpass.sink.parquet;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** The rows of a file that are gathered, column by column, until they are as many as wanted. */
final class RowGroup {
  private final ParquetProperties properties;
  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore store;
  private final FlatColumn[] columns;
  private final long most;
  private long rows;
  private long nextLook;

  /**
   * @param most bytes that are gathered, about
   */
  RowGroup(
      StructType schema,
      MessageType message,
      ParquetProperties properties,
      BytesInputCompressor compressor,
      long most) {
    this.properties = properties;
    this.most = most;
    this.nextLook = properties.getMinRowCountForPageSizeCheck();
    this.pages =
        new ColumnChunkPageWriteStore(
            compressor,
            message,
            properties.getAllocator(),
            properties.getColumnIndexTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    this.store = properties.newColumnWriteStore(message, pages, pages);
    this.columns = new FlatColumn[schema.length()];
    for (int i = 0; i < columns.length; i++) {
      ColumnDescriptor column = message.getColumns().get(i);
      columns[i] =
          new FlatColumn(
              store.getColumnWriter(column),
              i,
              column.getMaxDefinitionLevel(),
              FlatValue.OF_TYPES.get(schema.fields()[i].dataType()).get());
    }
  }

  /** Whether there are enough now. */
  boolean add(InternalRow row) {
    for (FlatColumn column : columns) {
      column.add(row);
    }
    store.endRecord();
    rows++;
    return rows >= nextLook && isFull();
  }

  /**
   * As looking takes time, not after each row: half way to where there will be enough. Where it is
   * full, is as in Parquet's {@code InternalParquetRecordWriter}, two rows before the limit.
   */
  private boolean isFull() {
    long bytes = store.getBufferedSize();
    long rowBytes = bytes / rows;
    long wanted = (long) (most / (float) Math.max(1, rowBytes));
    long latest = rows + properties.getMaxRowCountForPageSizeCheck();
    long soonest = properties.getMinRowCountForPageSizeCheck();
    nextLook = Math.min(latest, Math.max(soonest, (rows + wanted) / 2));
    return bytes > most - 2 * rowBytes;
  }

  /** Writes them. Nothing can be added then. */
  void end(ParquetFileWriter file) throws IOException {
    try (pages;
        store) {
      if (rows > 0) {
        file.startBlock(rows);
        store.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
      }
    }
  }
}
