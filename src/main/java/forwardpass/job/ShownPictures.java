package forwardpass.job;

import forwardpass.image.resize.PictureShape;
import forwardpass.source.ImageSource;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureChannels;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.idx.IdxListing;
import java.util.List;
import java.util.Optional;

/** What a network's values are as pictures, so that a report can draw them. */
final class ShownPictures {
  private ShownPictures() {}

  /**
   * What the network says that it takes, or pictures are made, or IDX files say that they hold;
   * none where nobody says.
   *
   * @param isTransposed whether rows and columns of what IDX files hold are exchanged
   * @param path of the images, in messages
   */
  static Optional<PictureShape> of(
      NetworkPictures pictures,
      ImageSource source,
      Optional<IdxListing> files,
      boolean isTransposed,
      String path) {
    if (pictures.shape().isPresent()) {
      return pictures.shape().map(shape -> ordered(shape, pictures));
    }
    if (source.arePictures()) {
      return Optional.of(made(pictures.making(path)));
    }
    return files
        .flatMap(IdxListing::sharedShape)
        .filter(shape -> shape.size() == 2)
        .map(shape -> grey(shape, isTransposed));
  }

  private static PictureShape ordered(PictureShape said, NetworkPictures pictures) {
    boolean isBlueFirst =
        said.channels() == 3
            && pictures.wishes().channels().equals(Optional.of(PictureChannels.BGR));
    return new PictureShape(
        said.channels(), said.height(), said.width(), said.isChannelsLast(), isBlueFirst);
  }

  private static PictureShape made(PictureMaking making) {
    if (making instanceof PictureMaking.GreySquare square) {
      return PictureShape.grey(square.side(), square.side());
    }
    return ((PictureMaking.Prepared) making).preparation().shape();
  }

  private static PictureShape grey(List<Integer> shape, boolean isTransposed) {
    return isTransposed
        ? PictureShape.grey(shape.get(1), shape.get(0))
        : PictureShape.grey(shape.get(0), shape.get(1));
  }
}
