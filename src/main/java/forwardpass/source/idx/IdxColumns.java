package forwardpass.source.idx;

import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The images of an {@link IdxChunk} as rows in Spark's columns, in the layout of {@link
 * IdxSchema#PER_IMAGE}.
 */
final class IdxColumns implements Supplier<ColumnarBatch> {
  private final IdxChunk chunk;
  private final ColumnarBatch columns;

  IdxColumns(IdxChunk chunk) {
    this.chunk = chunk;
    this.columns =
        new ColumnarBatch(
            new ColumnVector[] {
              new FileColumn(),
              new IndexColumn(),
              new LabelColumn(),
              new BytesColumn(),
              new FeaturesColumn()
            });
  }

  @Override
  public ColumnarBatch get() {
    columns.setNumRows(chunk.count());
    return columns;
  }

  private final class FileColumn extends ReadOnlyColumn {
    FileColumn() {
      super(DataTypes.StringType);
    }

    @Override
    public UTF8String getUTF8String(int row) {
      return chunk.file();
    }
  }

  private final class IndexColumn extends ReadOnlyColumn {
    IndexColumn() {
      super(DataTypes.LongType);
    }

    @Override
    public long getLong(int row) {
      return chunk.index() + row;
    }
  }

  private final class LabelColumn extends ReadOnlyColumn {
    LabelColumn() {
      super(DataTypes.IntegerType);
    }

    @Override
    public boolean isNullAt(int row) {
      return !chunk.isLabelled(row);
    }

    @Override
    public int getInt(int row) {
      return chunk.label(row);
    }
  }

  private final class BytesColumn extends ReadOnlyColumn {
    BytesColumn() {
      super(DataTypes.BinaryType);
    }

    @Override
    public boolean isNullAt(int row) {
      return !chunk.isBytes();
    }

    @Override
    public byte[] getBinary(int row) {
      return chunk.bytes(row, row + 1);
    }
  }

  private final class FeaturesColumn extends ReadOnlyColumn {
    FeaturesColumn() {
      super(DataTypes.createArrayType(DataTypes.FloatType, false));
    }

    @Override
    public boolean isNullAt(int row) {
      return chunk.isBytes();
    }

    @Override
    public ColumnarArray getArray(int row) {
      return ArrayElements.of(chunk.features(row, row + 1));
    }
  }
}
