package forwardpass.source.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.error.UsageException;
import forwardpass.image.resize.Interpolation;
import forwardpass.image.resize.PicturePreparation;
import forwardpass.image.resize.PictureShape;
import forwardpass.image.resize.PictureSize;
import forwardpass.image.resize.Resize;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What pictures are made is what the network takes, by what was asked for. */
class NetworkPicturesTest {
  private static final PictureShape COLOUR = new PictureShape(3, 224, 200, false, false);
  private static final PictureSize COLOUR_SIZE = new PictureSize(200, 224);

  private static PictureWishes wishes(Resize resize, PictureSize crop, PictureChannels channels) {
    return new PictureWishes(
        Optional.ofNullable(resize),
        Optional.ofNullable(crop),
        Optional.empty(),
        Optional.ofNullable(channels));
  }

  private static PictureMaking flat(int values, PictureWishes wishes) {
    return new NetworkPictures(values, Optional.empty(), wishes).making("dump");
  }

  private static PictureMaking colour(PictureWishes wishes) {
    return new NetworkPictures(COLOUR.values(), Optional.of(COLOUR), wishes).making("dump");
  }

  private static PictureMaking prepared(
      PictureShape shape, Resize resize, Interpolation interpolation) {
    return new PictureMaking.Prepared(new PicturePreparation(shape, resize, interpolation));
  }

  @Test
  void whereNothingIsAskedForAndNothingSaidItIsAGreySquare() {
    PictureMaking square = new PictureMaking.GreySquare(28);

    assertEquals(square, flat(784, PictureWishes.NONE));
    assertEquals(square, flat(784, wishes(null, null, PictureChannels.GREY)));
    assertEquals("", square.described());
  }

  @Test
  void whereNothingIsAskedForItIsMadeTheSizeThatTheNetworkSays() {
    PictureMaking made = colour(PictureWishes.NONE);

    assertEquals(prepared(COLOUR, new Resize.Exactly(COLOUR_SIZE), Interpolation.AREA), made);
    assertEquals(" in rgb, to 200x224 (area),", made.described());
  }

  @Test
  void ofAShorterSideTheMiddleIsKept() {
    PictureMaking made = colour(wishes(new Resize.Shorter(256), null, PictureChannels.BGR));

    assertEquals(
        prepared(
            new PictureShape(3, 224, 200, false, true),
            new Resize.Shorter(256),
            Interpolation.BILINEAR),
        made);
    assertEquals(
        " in bgr, shorter side to 256 (bilinear), then the middle 200x224,", made.described());
  }

  @Test
  void aSizeThatIsAskedForSaysHowManyRowsTheValuesHave() {
    PictureSize size = new PictureSize(14, 56);

    assertEquals(
        prepared(PictureShape.grey(56, 14), new Resize.None(), Interpolation.AREA),
        flat(784, wishes(null, size, null)));
    assertEquals(
        prepared(PictureShape.grey(56, 14), new Resize.Exactly(size), Interpolation.BILINEAR),
        flat(784, wishes(new Resize.Exactly(size), null, null)));
  }

  @Test
  void coloursOfValuesLieTogether() {
    assertEquals(
        prepared(
            new PictureShape(3, 32, 32, true, false),
            new Resize.Exactly(PictureSize.square(32)),
            Interpolation.AREA),
        flat(3072, wishes(null, null, PictureChannels.RGB)));
  }

  private static void assertRefused(String message, Runnable making) {
    assertEquals(message, assertThrows(UsageException.class, making::run).getMessage());
  }

  @Test
  void whatTheNetworkDoesNotTakeIsRefused() {
    PictureSize twenty = PictureSize.square(20);
    assertRefused(
        "Invalid --crop: expected 28x28, as the network takes 784 values, found 20x20",
        () -> flat(784, wishes(new Resize.Shorter(28), twenty, null)));
    assertRefused(
        "Invalid --resize: expected 28x28, as the network takes 784 values, found 20x20",
        () -> flat(784, wishes(new Resize.Exactly(twenty), null, null)));
    assertRefused(
        "Invalid --crop: expected a width and height that make as many, as the network takes 783 values, found 20x20",
        () -> flat(783, wishes(null, twenty, null)));
    assertRefused(
        "Invalid --crop: expected 32x32, as the network takes 3072 values in three channels, found 20x20",
        () -> flat(3072, wishes(null, twenty, PictureChannels.BGR)));
    assertRefused(
        "Invalid --crop: expected 200x224, as the network takes that, found 20x20",
        () -> colour(wishes(null, twenty, null)));
    assertRefused(
        "Invalid --resize: expected 200x224, as the network takes that, found 224x200",
        () -> colour(wishes(new Resize.Exactly(new PictureSize(224, 200)), null, null)));
    assertRefused(
        "Invalid --channels: expected rgb or bgr, as the network takes 3 channels, found grey",
        () -> colour(wishes(null, null, PictureChannels.GREY)));
  }

  @Test
  void valuesThatAreNoSquareHaveNoSize() {
    InputException e = assertThrows(InputException.class, () -> flat(783, PictureWishes.NONE));
    assertEquals(
        "Unsupported: dump: expected a network that takes a square image, found one that takes 783 values; give it IDX files or a table",
        e.getMessage());
    e =
        assertThrows(
            InputException.class, () -> flat(784, wishes(null, null, PictureChannels.RGB)));
    assertEquals(
        "Unsupported: dump: expected a network that takes a square image of three channels, found one that takes 784 values; give it IDX files or a table",
        e.getMessage());
  }
}
