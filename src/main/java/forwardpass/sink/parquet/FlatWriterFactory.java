package forwardpass.sink.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Opens the files of a task. */
final class FlatWriterFactory extends OutputWriterFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public String getFileExtension(TaskAttemptContext task) {
    return CodecConfig.from(task).getCodec().getExtension() + ".parquet";
  }

  @Override
  public OutputWriter newInstance(String path, StructType schema, TaskAttemptContext task) {
    try {
      return new FlatWriter(path, schema, task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
