package forwardpass.source.features;

import forwardpass.image.ImageDecoder;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.io.Serializable;
import java.util.List;

/** What pictures are made, for a network. */
public sealed interface PictureMaking extends Serializable {
  /** A decoder that makes it, for one thread. */
  ImageDecoder decoder();

  /** Makes it of encoded pictures, for one thread. */
  default PictureReader reader() {
    return new PictureReader(decoder());
  }

  /** In words, to follow others; nothing where nobody asked for anything. */
  String described();

  /** The rows and columns of what is made; none where nobody has told them, or it has colours. */
  List<Integer> shape();

  /** A grey square, averaged over area. */
  record GreySquare(int side) implements PictureMaking {
    @Override
    public ImageDecoder decoder() {
      return new ImageDecoder(side, side);
    }

    @Override
    public String described() {
      return "";
    }

    @Override
    public List<Integer> shape() {
      return List.of();
    }
  }

  /** What was asked for, or the network itself says. */
  record Prepared(PicturePreparation preparation) implements PictureMaking {
    @Override
    public ImageDecoder decoder() {
      return new ImageDecoder(preparation);
    }

    @Override
    public String described() {
      Resize resize = preparation.resize();
      PictureSize size = preparation.shape().size();
      String resized =
          resize instanceof Resize.None
              ? resize.described()
              : resize.described() + " (" + preparation.interpolation() + ")";
      boolean isWhole = resize instanceof Resize.Exactly exactly && exactly.size().equals(size);
      return " in %s, %s%s,"
          .formatted(
              preparation.shape().channelNames(),
              resized,
              isWhole ? "" : ", then the middle " + size);
    }

    @Override
    public List<Integer> shape() {
      return preparation.shape().channels() == 1
          ? List.of(preparation.shape().height(), preparation.shape().width())
          : List.of();
    }
  }
}
