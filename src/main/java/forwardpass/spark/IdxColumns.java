package forwardpass.spark;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.unsafe.types.UTF8String;

/** An {@link IdxChunk} as Spark's columns, in the two layouts of {@link IdxSchema}. */
final class IdxColumns {
  private IdxColumns() {}

  /** One row of all images. */
  static ColumnVector[] ofBatch(IdxChunk chunk) {
    return new ColumnVector[] {
      new FileColumn(chunk),
      new IndexColumn(chunk),
      new CountColumn(chunk),
      new PixelsColumn(chunk),
      new FeaturesColumn(chunk, true),
      new LabelsColumn(chunk)
    };
  }

  /** A row for each image. */
  static ColumnVector[] ofImages(IdxChunk chunk) {
    return new ColumnVector[] {
      new FileColumn(chunk),
      new IndexColumn(chunk),
      new LabelColumn(chunk),
      new BytesColumn(chunk),
      new FeaturesColumn(chunk, false)
    };
  }

  private static final class FileColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    FileColumn(IdxChunk chunk) {
      super(DataTypes.StringType);
      this.chunk = chunk;
    }

    @Override
    public UTF8String getUTF8String(int row) {
      return chunk.file();
    }
  }

  private static final class IndexColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    IndexColumn(IdxChunk chunk) {
      super(DataTypes.LongType);
      this.chunk = chunk;
    }

    @Override
    public long getLong(int row) {
      return chunk.index() + row;
    }
  }

  private static final class CountColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    CountColumn(IdxChunk chunk) {
      super(DataTypes.IntegerType);
      this.chunk = chunk;
    }

    @Override
    public int getInt(int row) {
      return chunk.count();
    }
  }

  private static final class LabelColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    LabelColumn(IdxChunk chunk) {
      super(DataTypes.IntegerType);
      this.chunk = chunk;
    }

    @Override
    public boolean isNullAt(int row) {
      return !chunk.isLabelled();
    }

    @Override
    public int getInt(int row) {
      return chunk.label(row);
    }
  }

  private static final class PixelsColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;
    private final ColumnVector bytes;

    PixelsColumn(IdxChunk chunk) {
      super(PixelsType.STRUCT);
      this.chunk = chunk;
      this.bytes = new AllBytesColumn(chunk);
    }

    @Override
    public boolean isNullAt(int row) {
      return !chunk.isBytes();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      return bytes;
    }
  }

  private static final class AllBytesColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    AllBytesColumn(IdxChunk chunk) {
      super(DataTypes.BinaryType);
      this.chunk = chunk;
    }

    @Override
    public byte[] getBinary(int row) {
      return chunk.bytes(0, chunk.count());
    }
  }

  private static final class BytesColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    BytesColumn(IdxChunk chunk) {
      super(DataTypes.BinaryType);
      this.chunk = chunk;
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

  private static final class FeaturesColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;
    private final boolean packed;

    FeaturesColumn(IdxChunk chunk, boolean packed) {
      super(DataTypes.createArrayType(DataTypes.FloatType, false));
      this.chunk = chunk;
      this.packed = packed;
    }

    @Override
    public boolean isNullAt(int row) {
      return chunk.isBytes();
    }

    @Override
    public ColumnarArray getArray(int row) {
      return ArrayElements.of(
          packed ? chunk.features(0, chunk.count()) : chunk.features(row, row + 1));
    }
  }

  private static final class LabelsColumn extends ReadOnlyColumn {
    private final IdxChunk chunk;

    LabelsColumn(IdxChunk chunk) {
      super(DataTypes.createArrayType(DataTypes.IntegerType, false));
      this.chunk = chunk;
    }

    @Override
    public boolean isNullAt(int row) {
      return !chunk.isLabelled();
    }

    @Override
    public ColumnarArray getArray(int row) {
      return ArrayElements.of(chunk.labels());
    }
  }
}
