package forwardpass.ml;

import forwardpass.model.Model;
import forwardpass.source.features.EncodedImageFeatures;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.HuggingFaceFeatures;
import forwardpass.source.features.ImageStruct;
import forwardpass.source.features.ImageStructFeatures;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.NumberFeatures;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.features.PictureWishes;
import forwardpass.source.features.VectorFeatures;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads what a network takes of a column of a stage.
 *
 * @param column its name
 * @param areFiles whether bytes are the files of images, or pixels
 */
record StageFeatures(String column, boolean areFiles, Model model, PictureWishes wishes) {
  /** Numbers are taken as they are: only columns of bytes are pixels, which have no sign. */
  FeaturesReader reader(DataType type) {
    if (type instanceof BinaryType) {
      return areFiles ? new EncodedImageFeatures(making()) : new PixelBytes(model.inputs());
    }
    if (ImageStruct.is(type)) {
      return new ImageStructFeatures(making(), ImageStruct.of((StructType) type));
    }
    if (HuggingFaceFeatures.areOf(type)) {
      return HuggingFaceFeatures.of((StructType) type, making());
    }
    return type instanceof ArrayType array
        ? new NumberFeatures(model.inputs(), array, true)
        : new VectorFeatures(model.inputs());
  }

  /** The rows and columns of what the reader makes; none where nobody has told them. */
  List<Integer> shape(FeaturesReader reader) {
    return reader.arePictures() ? making().shape() : List.of();
  }

  private PictureMaking making() {
    return new NetworkPictures(model.inputs(), model.pictures(), wishes).making("column " + column);
  }
}
