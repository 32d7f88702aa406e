package forwardpass.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/** Reads files that begin in a certain way, and never has the memory for it. */
final class OutOfMemoryReader extends ImageReader {
  static final String MAGIC = "too large";

  private OutOfMemoryReader(Provider provider) {
    super(provider);
  }

  @Override
  public int getNumImages(boolean allowSearch) {
    return 1;
  }

  @Override
  public int getWidth(int image) {
    return 1;
  }

  @Override
  public int getHeight(int image) {
    return 1;
  }

  @Override
  public Iterator<ImageTypeSpecifier> getImageTypes(int image) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IIOMetadata getStreamMetadata() {
    return null;
  }

  @Override
  public IIOMetadata getImageMetadata(int image) {
    return null;
  }

  @Override
  public BufferedImage read(int image, ImageReadParam param) throws IOException {
    throw new IIOException(
        "Caught exception during read: ", new OutOfMemoryError("Java heap space"));
  }

  static final class Provider extends ImageReaderSpi {
    Provider() {
      names = new String[] {MAGIC};
      inputTypes = new Class<?>[] {ImageInputStream.class};
    }

    @Override
    public boolean canDecodeInput(Object source) throws IOException {
      ImageInputStream in = (ImageInputStream) source;
      byte[] head = new byte[MAGIC.length()];
      in.mark();
      int count = in.read(head);
      in.reset();
      return count == head.length && new String(head, StandardCharsets.US_ASCII).equals(MAGIC);
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      return new OutOfMemoryReader(this);
    }

    @Override
    public String getDescription(Locale locale) {
      return MAGIC;
    }
  }
}
