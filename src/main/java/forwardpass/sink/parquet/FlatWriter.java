package forwardpass.sink.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A file of Parquet. What is in it, and where, is as Spark has it by the options {@code
 * parquet.compression}, {@code parquet.block.size}, {@code parquet.enable.dictionary#COLUMN} and
 * {@code parquet.column.statistics.enabled#COLUMN}.
 */
final class FlatWriter extends OutputWriter {
  private final String path;
  private final WriteContext context;
  private final StructType schema;
  private final ParquetProperties properties;
  private final CompressionCodecFactory codecs;
  private final BytesInputCompressor compressor;
  private final ParquetFileWriter file;
  private final long rowGroupBytes;
  private RowGroup rowGroup;
  private boolean hasFailed;

  FlatWriter(String path, StructType schema, TaskAttemptContext task) throws IOException {
    this.path = path;
    this.schema = schema;
    Configuration conf = task.getConfiguration();
    context = new ParquetWriteSupport().init(conf);
    properties = properties(schema, conf);
    rowGroupBytes = ParquetOutputFormat.getLongBlockSize(conf);
    codecs = new CodecFactory(conf, properties.getPageSizeThreshold());
    compressor = codecs.getCompressor(CodecConfig.from(task).getCodec());
    file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(new Path(path), conf),
            context.getSchema(),
            ParquetFileWriter.Mode.CREATE,
            rowGroupBytes,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            null,
            properties);
    file.start();
    rowGroup = newRowGroup();
  }

  private static ParquetProperties properties(StructType schema, Configuration conf) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder().withValuesWriterFactory(new RunsFactory());
    for (StructField field : schema.fields()) {
      String column = field.name();
      properties
          .withDictionaryEncoding(
              column, conf.getBoolean(ParquetOutputFormat.ENABLE_DICTIONARY + "#" + column, true))
          .withStatisticsEnabled(
              column, conf.getBoolean(ParquetOutputFormat.STATISTICS_ENABLED + "#" + column, true));
    }
    return properties.build();
  }

  private RowGroup newRowGroup() throws IOException {
    return new RowGroup(
        schema,
        context.getSchema(),
        properties,
        compressor,
        Math.min(rowGroupBytes, file.getNextRowGroupSize()));
  }

  @Override
  public void write(InternalRow row) {
    try {
      if (rowGroup.add(row)) {
        rowGroup.end(file);
        rowGroup = newRowGroup();
      }
    } catch (IOException e) {
      fail();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      fail();
      throw e;
    }
  }

  private void fail() {
    hasFailed = true;
    file.abort();
  }

  /** Where writing has failed, the file is not complete, and nothing more is written to it. */
  @Override
  public void close() {
    try (file) {
      if (!hasFailed) {
        rowGroup.end(file);
        file.end(context.getExtraMetaData());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      codecs.release();
    }
  }

  @Override
  public String path() {
    return path;
  }
}
