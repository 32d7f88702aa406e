package forwardpass.source.shards;

import forwardpass.files.FileOpener;
import forwardpass.files.FoundFile;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Samples of a shard that follow each other, as they were found.
 *
 * @param path of the shard
 * @param length of the shard, in bytes
 * @param modified when, in milliseconds since 1970
 * @param start where the first header of the first sample is
 * @param end where the first header behind the last sample is; {@link #OPEN} for the shard's own
 * @param index of the first sample in the shard
 * @param before the key before the first sample; null where there is none
 */
record ShardPart(
    String path, long length, long modified, long start, long end, long index, String before)
    implements Serializable {
  static final long OPEN = Long.MAX_VALUE;

  static final int WITH_OWN = 7;

  private static final int PATH = 0;
  private static final int LENGTH = 1;
  private static final int MODIFIED = 2;
  private static final int START = 3;
  private static final int END = 4;
  private static final int INDEX = 5;
  private static final int BEFORE = 6;
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("length", DataTypes.LongType, false)
          .add("modified", DataTypes.LongType, false)
          .add("start", DataTypes.LongType, false)
          .add("end", DataTypes.LongType, false)
          .add("index", DataTypes.LongType, false)
          .add("before", DataTypes.StringType, true)
          .add("with own", DataTypes.BooleanType, false);

  static ShardPart whole(FoundFile file) {
    return new ShardPart(file.toString(), file.length(), file.modified(), 0, OPEN, 0, null);
  }

  /** This up to a place, where another begins. */
  ShardPart upTo(long place) {
    return new ShardPart(path, length, modified, start, place, index, before);
  }

  /** The rest of this. */
  ShardPart from(long place, long firstIndex, String lastKey) {
    return new ShardPart(path, length, modified, place, end, firstIndex, lastKey);
  }

  FileOpener.State state() {
    return new FileOpener.State(length, modified);
  }

  /**
   * A row of {@link #SCHEMA}.
   *
   * @param withOwn whether columns of the samples' own are wanted
   */
  Row row(boolean withOwn) {
    return RowFactory.create(path, length, modified, start, end, index, before, withOwn);
  }

  /** What {@link #row} gave. */
  static ShardPart of(InternalRow row) {
    UTF8String before = row.getUTF8String(BEFORE);
    return new ShardPart(
        row.getUTF8String(PATH).toString(),
        row.getLong(LENGTH),
        row.getLong(MODIFIED),
        row.getLong(START),
        row.getLong(END),
        row.getLong(INDEX),
        before == null ? null : before.toString());
  }
}
