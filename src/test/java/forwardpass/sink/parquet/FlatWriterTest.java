package forwardpass.sink.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.immutable.Map$;

class FlatWriterTest {
  private static final StructType NUMBERS = new StructType().add("number", DataTypes.IntegerType);

  /** What a file of Parquet ends with where it is complete. */
  private static final String MAGIC = "PAR1";

  /** Of numbers that cannot be compressed: 400 kB, less than a page. */
  private static final int MORE_THAN_BUFFERS_HOLD = 100_000;

  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session();

  @Test
  void aFileIsCompleteOnceItIsClosed() throws IOException {
    Path file = dir.resolve("complete.parquet");
    OutputWriter writer = open(file);

    writer.write(row(7));
    writer.close();

    assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).endsWith(MAGIC));
    assertEquals(7, spark.read().parquet(file.toString()).first().getInt(0));
  }

  /** As Spark closes the file of a task that fails, too. */
  @Test
  void nothingIsWrittenToAFileAfterARowThatFails() throws IOException {
    Path file = dir.resolve("failed.parquet");
    OutputWriter writer = open(file);
    Random random = new Random(1);

    for (int i = 0; i < MORE_THAN_BUFFERS_HOLD; i++) {
      writer.write(row(random.nextInt()));
    }
    assertThrows(ClassCastException.class, () -> writer.write(row("seven")));
    long size = Files.size(file);
    writer.close();

    assertEquals(size, Files.size(file));
    assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).endsWith(MAGIC));
  }

  private OutputWriter open(Path file) throws IOException {
    Job job = Job.getInstance(spark.sessionState().newHadoopConf());
    return new FlatParquet()
        .prepareWrite(spark, job, Map$.MODULE$.empty(), NUMBERS)
        .newInstance(
            file.toString(),
            NUMBERS,
            new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID()));
  }

  private static InternalRow row(Object value) {
    return new GenericInternalRow(new Object[] {value});
  }
}
