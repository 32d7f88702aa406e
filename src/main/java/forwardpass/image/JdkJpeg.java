package forwardpass.image;

import forwardpass.image.resize.PixelRows;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** The libjpeg of the JDK, whose rows are taken as they come, and whose warnings have words. */
final class JdkJpeg {
  /** How warnings begin after which pixels are made up. */
  private static final List<String> DAMAGE =
      List.of("Truncated File", "Corrupt JPEG data", "Premature end", "Inconsistent progression");

  /** Of what belongs to no segment, as cameras and editors leave it. */
  private static final String HARMLESS = "extraneous bytes before marker";

  private JdkJpeg() {}

  static void read(byte[] encoded, JpegSegments segments, PixelRows into) throws BadImageException {
    RowSink rows = new RowSink(segments.width(), segments.height(), segments.components(), into);
    AtomicReference<String> damage = new AtomicReference<>();
    try (BytesInput in = new BytesInput(segments.header(), encoded, segments.firstScan())) {
      ImageReader reader = JdkReaders.JPEG.createReaderInstance();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener(
            (source, warning) -> {
              if (DAMAGE.stream().anyMatch(warning::startsWith) && !warning.contains(HARMLESS)) {
                damage.compareAndSet(null, warning);
              }
            });
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(image(rows));
        reader.read(0, param);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) { // the JDK's reader throws both at damaged files
      throw corrupt(Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }
    if (damage.get() != null) {
      throw corrupt(damage.get());
    }
    if (rows.count() != segments.height()) {
      throw corrupt("%d rows of %d".formatted(rows.count(), segments.height()));
    }
  }

  private static BadImageException corrupt(String found) {
    return BadImageException.corrupt("a JPEG", "damage: " + found);
  }

  private static BufferedImage image(RowSink rows) {
    int colours = rows.getNumBands() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    return new BufferedImage(
        new ComponentColorModel(
            ColorSpace.getInstance(colours),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE),
        rows,
        false,
        null);
  }
}
