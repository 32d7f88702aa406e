package forwardpass.source.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.source.ImageBatch;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a record that cannot be scored: only damage is called that. */
class RefusalTest {
  private static String refusal(FeaturesReader features, Object value) {
    return features
        .copy(new GenericInternalRow(new Object[] {value}), 0, new ImageBatch(1, 4))
        .orElseThrow()
        .at("record 3 of x.parquet", "leave it out")
        .getMessage();
  }

  private static String refusal(byte[] image) {
    return refusal(new EncodedImageFeatures(new PictureMaking.GreySquare(2)), image);
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF1234WEBPVP8, WebP, convert it to PNG or JPEG",
    "II*\0........, TIFF, convert it to PNG or JPEG",
    "%PDF-1.7, PDF, convert it to PNG or JPEG",
    "version https://git-lfs.github.com, a pointer of Git LFS, fetch it with git lfs pull",
    "PK\3\4......, a zip file, unpack it",
    "nothing of note, neither, check that this is an image"
  })
  void anImageThatIsNotReadIsUnsupported(String image, String found, String advice) {
    assertEquals(
        "Unsupported: record 3 of x.parquet: expected a PNG, JPEG, BMP or GIF image, found %s; %s, or leave it out"
            .formatted(found, advice),
        refusal(image.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void anImageThatIsCutIsTruncated() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY), "png", png);

    assertEquals(
        "Truncated: record 3 of x.parquet: expected chunk IEND at the end of a PNG, found the end of the file at byte %d; copy it again, or leave it out"
            .formatted(png.size() - 12),
        refusal(Arrays.copyOf(png.toByteArray(), png.size() - 12)));
    assertEquals(
        "Truncated: record 3 of x.parquet: expected an image, found an empty file; copy it again, or leave it out",
        refusal(new byte[0]));
  }

  @Test
  void pixelsOfAnotherNumberAreCorrupt() {
    assertEquals(
        "Corrupt: record 3 of x.parquet: expected 4 values, found 3; correct it, or leave it out",
        refusal(new ByteFeatures(4), new byte[3]));
  }
}
