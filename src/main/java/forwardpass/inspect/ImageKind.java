package forwardpass.inspect;

import forwardpass.error.InputException;
import forwardpass.files.FileFormat;
import forwardpass.files.FileType;
import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A picture: PNG, JPEG, BMP or GIF. */
final class ImageKind implements FileKind {
  private static final int LARGEST = 1 << 27;

  @Override
  public boolean matches(byte[] head, FileType type) {
    return type.isOf(FileFormat.IMAGE);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    byte[] encoded = in.readNBytes(LARGEST + 1);
    if (encoded.length > LARGEST) {
      throw new InputException(
          "Unsupported: %s: expected a picture of at most %d bytes, found more; check that this is one"
              .formatted(file, LARGEST));
    }
    ImageDecoder.Description picture;
    try {
      picture = ImageDecoder.describe(encoded);
    } catch (BadImageException e) {
      throw e.in(file);
    }
    return List.of(
        "format: " + picture.format(),
        "size: %d x %d pixels".formatted(picture.width(), picture.height()),
        "samples: %d for each pixel, of %d bits in all"
            .formatted(picture.samples(), picture.bits()));
  }
}
