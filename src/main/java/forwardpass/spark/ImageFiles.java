package forwardpass.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import scala.jdk.javaapi.CollectionConverters;

/** Whole files of a directory and those below it, each a row: file, the URI; path; content. */
final class ImageFiles {
  private ImageFiles() {}

  /** All files, those of no bytes too, which Spark's readers leave out without a word. */
  static Dataset<Row> load(SparkSession session, String path) {
    Dataset<Row> files =
        session.read().format("binaryFile").option("recursiveFileLookup", "true").load(path);
    Dataset<Row> rows =
        files.select(col("_metadata.file_path").as("file"), col("path"), col("content"));
    List<Row> empty = new ArrayList<>();
    for (FileStatus file : listed(files)) {
      if (file.getLen() == 0) {
        String uri = file.getPath().toUri().toString();
        empty.add(RowFactory.create(uri, file.getPath().toString(), new byte[0]));
      }
    }
    return empty.isEmpty() ? rows : rows.unionAll(session.createDataFrame(empty, rows.schema()));
  }

  /** What Spark has listed already: a dump may have millions of files. */
  private static Iterable<FileStatus> listed(Dataset<Row> files) {
    if (files.queryExecution().analyzed() instanceof LogicalRelation logical
        && logical.relation() instanceof HadoopFsRelation relation
        && relation.location() instanceof PartitioningAwareFileIndex index) {
      return CollectionConverters.asJava(index.allFiles());
    }
    throw new IllegalStateException("files are not read as Spark's sources of files read them");
  }
}
