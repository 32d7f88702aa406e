package forwardpass.scoring;

import forwardpass.error.OutputException;
import forwardpass.source.InternalRows;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

/**
 * A directory where each task that refuses records puts them into a file of its own, and the table
 * that the files of those tasks become whose counts are taken.
 *
 * @param directory on any Hadoop file system; it need not be there
 */
public record RefusedFiles(String directory, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {
  /** Columns {@code file, index, reason}. */
  private static final StructType SCHEMA =
      new StructType()
          .add("file", DataTypes.StringType)
          .add("index", DataTypes.LongType)
          .add("reason", DataTypes.StringType);

  /** So many records at least are written by a task, so that they make few files. */
  private static final int RECORDS_PER_TASK = 1_000_000;

  /**
   * What a task that has refused any says of its file.
   *
   * @param name in the directory
   * @param records how many there are in it
   */
  record Account(String name, long records) implements Serializable {}

  /** Files in a directory. */
  public static RefusedFiles in(Path directory, SparkSession spark) {
    return new RefusedFiles(
        directory.toString(),
        spark
            .sparkContext()
            .broadcast(
                new SerializableConfiguration(spark.sessionState().newHadoopConf()),
                ClassTag$.MODULE$.apply(SerializableConfiguration.class)));
  }

  /** Makes the file of the attempt at a task that calls this. */
  FSDataOutputStream create(String name) throws IOException {
    Path file = new Path(directory, name);
    return file.getFileSystem(hadoop.value().value()).create(file, true);
  }

  /** A name for it: each attempt has another. */
  static String name(TaskContext task) {
    return "%05d-%d".formatted(task.partitionId(), task.taskAttemptId());
  }

  /** What a file that cannot be written is. */
  OutputException cannotWrite(String name, IOException cause) {
    return OutputException.cannotWrite(new Path(directory, name).toString(), cause);
  }

  /**
   * The table of all refused records, in the order of accounts.
   *
   * @param accounts one of each partition that has refused any
   */
  Dataset<Row> table(SparkSession spark, List<Account> accounts) {
    long records = accounts.stream().mapToLong(Account::records).sum();
    int tasks = (int) Math.min(Math.max(accounts.size(), 1), 1 + records / RECORDS_PER_TASK);
    JavaRDD<InternalRow> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(accounts, tasks)
            .flatMap(this::read);
    return InternalRows.table(spark, rows, SCHEMA);
  }

  private RefusedRows read(Account account) throws IOException {
    Path file = new Path(directory, account.name());
    return new RefusedRows(
        file.getFileSystem(hadoop.value().value()).open(file), file.toString(), account.records());
  }
}
