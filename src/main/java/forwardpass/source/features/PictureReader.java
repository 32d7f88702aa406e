package forwardpass.source.features;

import forwardpass.image.BadImageException;
import forwardpass.image.ImageDecoder;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import java.util.Optional;

/** Decodes pictures into batches. It is for one thread. */
public final class PictureReader {
  private final ImageDecoder decoder;

  PictureReader(ImageDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Decodes a picture as the next image of a batch, to be added.
   *
   * @return why it cannot be
   */
  public Optional<Refusal> read(byte[] encoded, ImageBatch to) {
    try {
      to.picture(decoder.decode(encoded, to.roomForBytes(), to.end()), encoded.length);
      return Optional.empty();
    } catch (BadImageException e) {
      return Refusal.of(e);
    }
  }
}
