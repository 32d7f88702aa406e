package forwardpass.source;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InputFileName;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.optimizer.CollapseProject;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Tables as the rows that Spark itself has, and back. */
public final class InternalRows {
  private InternalRows() {}

  /**
   * The rows of a table, as its scan has them where the last column, of the images, is one of the
   * scan's: Spark would copy each into a row of its own first, and arrays number by number.
   *
   * @return each good until the next is asked for
   */
  public static JavaRDD<InternalRow> of(Dataset<Row> table) {
    var query = ((org.apache.spark.sql.classic.Dataset<Row>) table).queryExecution();
    return of(query.executedPlan()).orElseGet(() -> query.toRdd().toJavaRDD());
  }

  /** A table of such rows. */
  public static Dataset<Row> table(
      SparkSession spark, JavaRDD<InternalRow> rows, StructType schema) {
    return ((org.apache.spark.sql.classic.SparkSession) spark)
        .internalCreateDataFrame(rows.rdd(), schema, false);
  }

  private static Optional<JavaRDD<InternalRow>> of(SparkPlan plan) {
    SparkPlan child = unwrapped(plan);
    Seq<NamedExpression> columns = named(child.output());
    while (child instanceof ProjectExec project) {
      columns = CollapseProject.buildCleanedProjectList(columns, project.projectList());
      child = unwrapped(project.child());
    }
    if (child instanceof ColumnarToRowExec columnar) {
      return ofBatches(CollectionConverters.asJava(columns), unwrapped(columnar.child()));
    }
    boolean isWhole = child != unwrapped(plan) && columns.equals(child.output());
    return isWhole ? Optional.of(child.execute().toJavaRDD()) : Optional.empty();
  }

  private static Seq<NamedExpression> named(Seq<Attribute> attributes) {
    List<NamedExpression> columns =
        CollectionConverters.asJava(attributes).stream().map(NamedExpression.class::cast).toList();
    return CollectionConverters.asScala(columns).toSeq();
  }

  private static SparkPlan unwrapped(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec compiled) {
      return unwrapped(compiled.child());
    }
    return plan instanceof InputAdapter adapter ? unwrapped(adapter.child()) : plan;
  }

  private static Optional<JavaRDD<InternalRow>> ofBatches(
      List<NamedExpression> columns, SparkPlan scan) {
    int last = columns.size() - 1;
    Expression features =
        columns.get(last) instanceof Alias alias ? alias.child() : (Expression) columns.get(last);
    if (!(features instanceof Attribute attribute)) {
      return Optional.empty();
    }
    boolean isOfFile = last > 0 && isFileName(columns.get(last - 1));
    List<Expression> others =
        columns.subList(0, isOfFile ? last - 1 : last).stream()
            .map(Expression.class::cast)
            .toList();
    List<Attribute> scanned = CollectionConverters.asJava(scan.output());
    int at = scanned.stream().map(Attribute::exprId).toList().indexOf(attribute.exprId());
    return Optional.of(
        scan.executeColumnar()
            .toJavaRDD()
            .mapPartitions(
                new RowsOfBatches(
                    CollectionConverters.asScala(others).toSeq(), scan.output(), isOfFile, at)));
  }

  private static boolean isFileName(NamedExpression column) {
    return column instanceof Alias alias && alias.child() instanceof InputFileName;
  }

  /**
   * @param others the columns but for those that follow
   * @param scanned the columns of the scan
   * @param isOfFile whether the name of the file follows, which is that of all rows of a batch
   * @param last which of the scan's is the last column
   */
  private record RowsOfBatches(
      Seq<Expression> others, Seq<Attribute> scanned, boolean isOfFile, int last)
      implements FlatMapFunction<Iterator<ColumnarBatch>, InternalRow> {
    @Override
    public Iterator<InternalRow> call(Iterator<ColumnarBatch> batches) {
      UnsafeProjection projection = UnsafeProjection.create(others, scanned);
      projection.initialize(TaskContext.getPartitionId());
      ScannedRow scannedRow = new ScannedRow();
      return new Iterator<>() {
        private Iterator<InternalRow> rows = List.<InternalRow>of().iterator();

        @Override
        public boolean hasNext() {
          return rows.hasNext() || beginNext();
        }

        private boolean beginNext() {
          while (!rows.hasNext() && batches.hasNext()) {
            ColumnarBatch batch = batches.next();
            rows = batch.rowIterator();
            scannedRow.begin(batch.numRows(), lasts(batch));
          }
          return rows.hasNext();
        }

        @Override
        public InternalRow next() {
          return scannedRow.next(projection.apply(rows.next()));
        }
      };
    }

    private ColumnVector[] lasts(ColumnarBatch batch) {
      if (!isOfFile) {
        return new ColumnVector[] {batch.column(last)};
      }
      ConstantColumnVector file = new ConstantColumnVector(batch.numRows(), DataTypes.StringType);
      file.setUtf8String(InputFileBlockHolder.getInputFilePath());
      return new ColumnVector[] {file, batch.column(last)};
    }
  }
}
