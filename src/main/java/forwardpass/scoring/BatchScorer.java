package forwardpass.scoring;

import forwardpass.model.Model;
import forwardpass.source.BatchReader;
import forwardpass.source.Preparation;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The forward pass of a partition: images in, what networks say of them out, a batch at a time, and
 * the partition's counts to the accumulator when its last batch is done.
 *
 * @param networks that take the same images; often one
 * @param counts null where nobody counts
 * @param reader makes batches of the rows of the source
 * @param byteScale what pixels of unsigned bytes are multiplied by: 1/255 to normalise them
 * @param numberScale what numbers of other types are multiplied by
 * @param preparation what is done to the pixels first
 * @param mode what is done about a record that cannot be scored
 * @param otherwise how to do without such a record, where the job ends at it
 * @param isDeterministic whether what the networks give is to be the same bits in every run
 * @param columns what is told of each batch
 */
public record BatchScorer(
    List<Broadcast<Model>> networks,
    CountAccumulator counts,
    BatchReader reader,
    float byteScale,
    float numberScale,
    Preparation preparation,
    RecordMode mode,
    String otherwise,
    boolean isDeterministic,
    ResultColumns columns)
    implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> rows) {
    return new ScoredPartition(this, reader.read(rows));
  }
}
