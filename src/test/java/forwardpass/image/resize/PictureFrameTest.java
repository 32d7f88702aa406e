package forwardpass.image.resize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and offsets are those of torchvision's Resize and CenterCrop. */
class PictureFrameTest {
  @ParameterizedTest
  @CsvSource({
    "500, 375, 341, 256",
    "375, 500, 256, 341",
    "256, 256, 256, 256",
    "100, 100, 256, 256",
    "333, 222, 384, 256", // 256 × 333 / 222
    "1000, 333, 768, 256", // 768.77 is cut off
    "1, 1000000, 256, 256000000",
    "1000000, 1, 256000000, 256",
  })
  void theLongerSideKeepsTheProportionAndIsCutOff(
      int width, int height, int newWidth, int newHeight) {
    assertEquals(new PictureSize(newWidth, newHeight), new Resize.Shorter(256).of(width, height));
  }

  @Test
  void aSideThatNoIntHoldsIsTheLargest() {
    assertEquals(
        new PictureSize(10_000, Integer.MAX_VALUE), new Resize.Shorter(10_000).of(1, 1_000_000));
  }

  /** round((size - crop) / 2) of Python, or else (crop - size) // 2 of black. */
  @ParameterizedTest
  @CsvSource({
    "256, 224, 16", "257, 224, 16", "259, 224, 18", "341, 224, 58", "5, 4, 0", "7, 4, 2", "4, 4, 0",
    "4, 5, 0", "4, 6, -1", "4, 7, -1", "4, 8, -2", "1, 224, -111", "2, 1, 0", "4, 1, 2",
  })
  void theMiddleBeginsWhereHalfIsLeftOver(int size, int crop, int begin) {
    PictureFrame across =
        PictureFrame.centred(new PictureSize(size, 10), new PictureSize(crop, 10));
    PictureFrame down = PictureFrame.centred(new PictureSize(10, size), new PictureSize(10, crop));

    assertEquals(begin, across.left());
    assertEquals(0, across.top());
    assertEquals(begin, down.top());
    assertEquals(0, down.left());
  }
}
