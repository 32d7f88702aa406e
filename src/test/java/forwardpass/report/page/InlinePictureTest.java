package forwardpass.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.report.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlinePictureTest {
  private static final Thumbnail GREY =
      new Thumbnail(2, 2, new byte[] {0, 85, (byte) 170, (byte) 255});

  private static BufferedImage image(Thumbnail picture) throws IOException {
    String uri = InlinePicture.dataUri(picture).orElseThrow();
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** Where the temporary directory is full, cannot be written, or is not there at all. */
  @Test
  void aPictureIsMadeWithoutATemporaryFile(@TempDir Path dir) throws IOException {
    File before = ImageIO.getCacheDirectory();
    Path gone = Files.createDirectory(dir.resolve("gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);

      assertEquals(true, InlinePicture.dataUri(GREY).isPresent());
    } finally {
      ImageIO.setCacheDirectory(before);
    }
  }

  @Test
  void aGreyPictureIsShownPixelByPixel() throws IOException {
    BufferedImage image = image(GREY);

    assertEquals(2, image.getWidth());
    assertArrayEquals(GREY.samples(), (byte[]) image.getRaster().getDataElements(0, 0, 2, 2, null));
  }

  @Test
  void aPictureInColourIsShownInColour() throws IOException {
    byte[] samples = {(byte) 255, 0, 0, 0, (byte) 128, 0, 0, 0, 1, 9, 8, 7, 1, 2, 3, 4, 5, 6};

    BufferedImage image = image(new Thumbnail(3, 2, samples));

    assertEquals("3x2", image.getWidth() + "x" + image.getHeight());
    assertArrayEquals(
        new int[] {0xffff0000, 0xff008000, 0xff000001, 0xff090807, 0xff010203, 0xff040506},
        image.getRGB(0, 0, 3, 2, null, 0, 3));
  }

  @Test
  void whatIsNoPictureIsNotShown() {
    assertEquals(Optional.empty(), InlinePicture.dataUri(new Thumbnail(0, 0, new byte[0])));
  }
}
