package forwardpass.image;

import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The JDK's own readers of images. Others on the class path may be better, and give other pixels on
 * another machine.
 */
final class JdkReaders {
  static final ImageReaderSpi JPEG = of("jpeg");
  static final ImageReaderSpi BMP = of("bmp");

  private JdkReaders() {}

  private static ImageReaderSpi of(String format) {
    Iterator<ImageReaderSpi> readers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (readers.hasNext()) {
      ImageReaderSpi reader = readers.next();
      boolean isOwn = reader.getClass().getModule() == ImageIO.class.getModule();
      if (isOwn && Arrays.asList(reader.getFormatNames()).contains(format)) {
        return reader;
      }
    }
    throw new IllegalStateException("the JDK's own reader of %s is not there".formatted(format));
  }
}
