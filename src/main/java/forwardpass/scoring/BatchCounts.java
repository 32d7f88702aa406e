package forwardpass.scoring;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Of each batch, how many images it had: for a job that only counts. */
public record BatchCounts() implements ResultColumns {
  @Override
  public StructType schema() {
    return new StructType().add("images", DataTypes.IntegerType, false);
  }

  @Override
  public boolean areWithOwn() {
    return false;
  }

  @Override
  public Function<ScoredBatch, Iterator<InternalRow>> open() {
    return scored ->
        List.<InternalRow>of(new GenericInternalRow(new Object[] {scored.records().images()}))
            .iterator();
  }
}
