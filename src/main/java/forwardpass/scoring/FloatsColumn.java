package forwardpass.scoring;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a network gives for an image, as it gives it.
 *
 * @param isEmbedding whether it is the embedding and not the scores
 */
record FloatsColumn(String name, boolean isEmbedding) implements AddedColumn {
  @Override
  public DataType type() {
    return DataTypes.createArrayType(DataTypes.FloatType);
  }

  @Override
  public Values open() {
    return isEmbedding
        ? (network, image) -> array(network.embeddings(), image, network.embeddingSize())
        : (network, image) -> array(network.outputs(), image, network.width());
  }

  private static UnsafeArrayData array(float[] values, int image, int width) {
    return UnsafeArrayData.fromPrimitiveArray(
        Arrays.copyOfRange(values, image * width, (image + 1) * width));
  }
}
