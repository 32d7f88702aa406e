package forwardpass.weights.keras;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.Chunks;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.Shape;
import forwardpass.weights.data.StoredTensor;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A dataset of floating-point numbers, of which all have to be in the file. */
final class Hdf5Array {
  /** Trained float32 weights shrink to nine tenths; ones that are nearly all zeros to a tenth. */
  private static final int MOST_RATIO = 10;

  /** What a short file may inflate to whatever the ratio: there are layers of zeros. */
  private static final long ALWAYS_INFLATED = 16L << 20;

  private final Dataset dataset;
  private final FilePosition position;
  private final int fileLength;

  Hdf5Array(Dataset dataset, FilePosition position, int fileLength) {
    this.dataset = dataset;
    this.position = position;
    this.fileLength = fileLength;
  }

  /**
   * @param isBfloat16 whether the file says so of bytes that it has no type for
   */
  StoredTensor read(boolean isBfloat16) {
    DataType type = dataset.getDataType();
    NumberType number = number(type, isBfloat16).orElseThrow(() -> otherType(type));
    long[] lengths = dataset.getDimensionsAsLong();
    List<Integer> shape =
        Shape.of(Arrays.stream(lengths).boxed().toList(), position, FilePosition.SAVE_FLOATS);
    int count = shape.stream().reduce(1, (product, length) -> product * length);
    requireCredible((long) count * number.itemSize());
    if (count > 0 && dataset.isEmpty()) {
      throw notWritten();
    }
    if (dataset instanceof ChunkedDataset chunked) {
      requireChunks(chunked, lengths, number.itemSize());
    }
    ByteOrder order =
        type instanceof FloatingPoint floats ? floats.getByteOrder() : ByteOrder.LITTLE_ENDIAN;
    byte[] bytes = count == 0 ? new byte[0] : bytes();
    if (bytes.length != count * number.itemSize()) {
      throw position.corrupt(
          count * number.itemSize() + " bytes of data", String.valueOf(bytes.length));
    }
    float[] values = number.take(new Chunks(List.of(bytes)), order, count);
    return new StoredTensor(new Tensor(shape, values), number, position);
  }

  private byte[] bytes() {
    ByteBuffer buffer = ((DatasetBase) dataset).getDataBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Optional<NumberType> number(DataType type, boolean isBfloat16) {
    if (type instanceof OpaqueDataType && type.getSize() == Short.BYTES && isBfloat16) {
      return Optional.of(NumberType.BFLOAT16);
    }
    if (!(type instanceof FloatingPoint of) || of.getBitOffset() != 0) {
      return Optional.empty();
    }
    String bits = of.getSize() + " " + of.getExponentSize() + " " + of.getMantissaSize();
    return switch (bits) {
      case "2 5 10" -> Optional.of(NumberType.FLOAT16);
      case "2 8 7" -> Optional.of(NumberType.BFLOAT16);
      case "4 8 23" -> Optional.of(NumberType.FLOAT32);
      case "8 11 52" -> Optional.of(NumberType.FLOAT64);
      default -> Optional.empty();
    };
  }

  private WeightsException otherType(DataType type) {
    return position.unsupported(
        "floats of 16, 32 or 64 bits",
        Quote.plain(type.getClass().getSimpleName()) + " of %d bytes".formatted(type.getSize()),
        FilePosition.SAVE_FLOATS);
  }

  private void requireCredible(long bytes) {
    boolean isStored = dataset instanceof ContiguousDataset;
    long most = isStored ? fileLength : Math.max(ALWAYS_INFLATED, (long) MOST_RATIO * fileLength);
    if (bytes > most && isStored) {
      throw position.corrupt(bytes + " bytes of data", "a file of " + fileLength);
    }
    if (bytes > most) {
      throw position.unsupported(
          "at most %d bytes in an array of a file of %d".formatted(most, fileLength),
          "more",
          "save the model again, without compression");
    }
  }

  /** What is not in the file would read as zeros. */
  private void requireChunks(ChunkedDataset chunked, long[] lengths, int itemSize) {
    int[] chunk = chunked.getChunkDimensions();
    long size = itemSize;
    for (int length : chunk) {
      size = Math.multiplyExact(size, (long) length);
      requireCredible(size);
    }
    if (chunk.length != lengths.length || size <= 0) {
      throw position.corrupt("chunks of %d dimensions".formatted(lengths.length), "others");
    }
    int[] offset = new int[chunk.length];
    while (offset.length > 0 && offset[0] < lengths[0]) {
      chunked.getRawChunkBuffer(offset);
      int axis = offset.length - 1;
      offset[axis] += chunk[axis];
      for (; axis > 0 && offset[axis] >= lengths[axis]; axis--) {
        offset[axis] = 0;
        offset[axis - 1] += chunk[axis - 1];
      }
    }
  }

  private WeightsException notWritten() {
    return position.corrupt("the values of an array", "an array of which none was written");
  }
}
