package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreyImageTest {
  /** A single pixel, its samples all the same but for one of transparency. */
  private static BufferedImage deep(int colourSpace, int sample, int... alpha) {
    ColorSpace space = ColorSpace.getInstance(colourSpace);
    ComponentColorModel model =
        new ComponentColorModel(
            space, alpha.length > 0, false, BufferedImage.TRANSLUCENT, DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    for (int band = 0; band < space.getNumComponents(); band++) {
      raster.setSample(0, 0, band, sample);
    }
    if (alpha.length > 0) {
      raster.setSample(0, 0, space.getNumComponents(), alpha[0]);
    }
    return new BufferedImage(model, raster, false, null);
  }

  /** Rounding would make 1 of 0x00ff, and 128 of 0x7fff. */
  @ParameterizedTest
  @CsvSource({"0x00ff, 0", "0x7fff, 127", "0x80ff, 128", "0xffff, 255"})
  void samplesOf16BitsLoseTheLowerEight(String sample, int expected) {
    int value = Integer.decode(sample);

    for (int space : new int[] {ColorSpace.CS_GRAY, ColorSpace.CS_sRGB}) {
      assertArrayEquals(
          new byte[] {(byte) expected}, GreyImage.of(deep(space, value)).pixels(), sample);
      assertArrayEquals(
          new byte[] {(byte) expected}, GreyImage.of(deep(space, value, 0xffff)).pixels(), sample);
      assertArrayEquals(new byte[1], GreyImage.of(deep(space, value, 0x00ff)).pixels(), sample);
    }
  }
}
