package forwardpass.report.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
  private static byte[] pixels(byte... pixels) throws IOException {
    String uri = InlinePicture.dataUri(pixels).orElseThrow();
    byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    return (byte[])
        image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
  }

  /** Where the temporary directory is full, cannot be written, or is not there at all. */
  @Test
  void aPictureIsMadeWithoutATemporaryFile(@TempDir Path dir) throws IOException {
    File before = ImageIO.getCacheDirectory();
    Path gone = Files.createDirectory(dir.resolve("gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);

      assertEquals(
          true, InlinePicture.dataUri(new byte[] {0, 85, (byte) 170, (byte) 255}).isPresent());
    } finally {
      ImageIO.setCacheDirectory(before);
    }
  }

  @Test
  void aSquareIsShownPixelByPixel() throws IOException {
    byte[] shades = {0, 85, (byte) 170, (byte) 255};

    assertArrayEquals(shades, pixels(shades));
  }

  @Test
  void whatIsNoSquareIsNotShown() {
    assertEquals(Optional.empty(), InlinePicture.dataUri(new byte[3]));
    assertEquals(Optional.empty(), InlinePicture.dataUri(new byte[0]));
  }
}
