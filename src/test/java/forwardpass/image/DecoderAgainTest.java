package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder gives what a new one does, whatever it decoded or refused before. */
class DecoderAgainTest {
  private static List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String line : ImageDecoderTest.expected().toList()) {
      files.add(ImageDecoderTest.resource(line.substring(0, line.indexOf(','))));
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource({"8, 6", "28, 28", "1, 1"})
  void oneServesForAllFiles(int width, int height) throws IOException, BadImageException {
    ImageDecoder decoder = new ImageDecoder(width, height);
    List<byte[]> files = files();
    for (int i = 0; i < 2 * files.size(); i++) {
      byte[] file = files.get(i * 7 % files.size());

      assertArrayEquals(new ImageDecoder(width, height).decode(file), decoder.decode(file));
      byte[] cut = Arrays.copyOf(file, file.length * 2 / 3);
      assertThrows(BadImageException.class, () -> decoder.decode(cut));
    }
  }

  /** In the array there are images before and after. */
  @ParameterizedTest
  @ValueSource(ints = {0, 48, 100})
  void itWritesTheImageAloneAndNothingOfWhatItRefuses(int at)
      throws IOException, BadImageException {
    ImageDecoder decoder = new ImageDecoder(8, 6);
    for (byte[] file : files()) {
      byte[] to = new byte[200];
      Arrays.fill(to, (byte) 99);
      byte[] expected = to.clone();

      byte[] cut = Arrays.copyOf(file, file.length * 2 / 3);
      assertThrows(BadImageException.class, () -> decoder.decode(cut, to, at));
      assertArrayEquals(expected, to);

      System.arraycopy(new ImageDecoder(8, 6).decode(file), 0, expected, at, 48);
      decoder.decode(file, to, at);
      assertArrayEquals(expected, to);
    }
  }
}
