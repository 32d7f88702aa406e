package forwardpass.image.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures are resized as Pillow 9.4 resized them: {@code resize/make_resized.py}. */
class ResamplerTest {
  /** As the script makes it. */
  static byte[] picture(String kind, int width, int height, int channels) {
    long state = width * 31L + height * 7L + channels;
    byte[] data = new byte[width * height * channels];
    for (int i = 0; i < data.length; i++) {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      int sample = (int) (state >> 16) & 0xff;
      data[i] = (byte) (kind.equals("noise") ? sample : 255 * (sample & 1));
    }
    return data;
  }

  private static byte[] resized(
      Resampler resampler, byte[] picture, int width, int height, PictureFrame frame) {
    int channels = resampler.channels();
    resampler.begin(width, height, frame);
    for (int y = height - 1; y >= 0; y--) {
      resampler.add(y, 0, 1, width, picture, y * width * channels);
    }
    PictureShape shape =
        new PictureShape(channels, frame.size().height(), frame.size().width(), true, false);
    byte[] result = new byte[shape.values() + 2];
    Arrays.fill(result, (byte) 99);
    resampler.write(shape, result, 1);
    assertEquals(99, result[0]);
    assertEquals(99, result[result.length - 1]);
    return Arrays.copyOfRange(result, 1, result.length - 1);
  }

  private static PictureFrame whole(int width, int height) {
    PictureSize size = new PictureSize(width, height);
    return PictureFrame.centred(size, size);
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = ResamplerTest.class.getResourceAsStream("/resize/resized.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  /** One resampler serves for pictures of all sizes. */
  @ParameterizedTest
  @CsvSource({
    "area, 1",
    "area, 3",
    "bilinear, 1",
    "bilinear, 3",
    "bicubic, 1",
    "bicubic, 3",
    "nearest, 1",
    "nearest, 3"
  })
  void bytesArePillows(String filter, int channels) throws IOException, GeneralSecurityException {
    Resampler resampler =
        new Resampler(channels, Interpolation.valueOf(filter.toUpperCase(Locale.ROOT)));
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    int compared = 0;
    for (String line : golden()) {
      String[] fields = line.split(",", -1);
      if (!fields[6].equals(filter) || Integer.parseInt(fields[3]) != channels) {
        continue;
      }
      int[] sizes = Arrays.stream(fields, 1, 6).mapToInt(Integer::parseInt).toArray();

      byte[] found =
          resized(
              resampler,
              picture(fields[0], sizes[0], sizes[1], channels),
              sizes[0],
              sizes[1],
              whole(sizes[3], sizes[4]));

      HexFormat hex = HexFormat.of();
      assertEquals(fields[7], hex.formatHex(found, 0, Math.min(8, found.length)), line);
      assertEquals(fields[8], hex.formatHex(sha256.digest(found)), line);
      compared++;
    }
    assertEquals(62, compared);
  }

  /** What is outside of the picture is black. */
  @ParameterizedTest
  @EnumSource
  void aMiddleIsThatOfTheWhole(Interpolation filter) {
    byte[] picture = picture("noise", 61, 43, 3);
    for (int[] middle :
        new int[][] {
          {50, 30}, {33, 21}, {28, 28}, {1, 1}, {60, 20}, {20, 40}, {70, 44}, {53, 37}
        }) {
      Resampler resampler = new Resampler(3, filter);
      byte[] whole = resized(resampler, picture, 61, 43, whole(50, 31));
      PictureFrame frame =
          PictureFrame.centred(new PictureSize(50, 31), new PictureSize(middle[0], middle[1]));
      byte[] expected = new byte[3 * middle[0] * middle[1]];
      for (int i = 0; i < expected.length; i++) {
        int x = i / 3 % middle[0] + frame.left();
        int y = i / 3 / middle[0] + frame.top();
        boolean isInside = x >= 0 && x < 50 && y >= 0 && y < 31;
        expected[i] = isInside ? whole[(y * 50 + x) * 3 + i % 3] : 0;
      }

      assertArrayEquals(expected, resized(resampler, picture, 61, 43, frame), frame.toString());
    }
  }

  @Test
  void layoutsAndOrdersOfChannelsPlaceTheSameSamples() {
    byte[] picture = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Resampler resampler = new Resampler(3, Interpolation.BILINEAR);
    resampler.begin(2, 2, whole(2, 2));
    resampler.add(0, 0, 1, 2, picture, 0);
    resampler.add(1, 0, 1, 2, picture, 6);

    assertArrayEquals(picture, written(resampler, true, false));
    assertArrayEquals(
        new byte[] {3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10}, written(resampler, true, true));
    assertArrayEquals(
        new byte[] {1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12}, written(resampler, false, false));
    assertArrayEquals(
        new byte[] {3, 6, 9, 12, 2, 5, 8, 11, 1, 4, 7, 10}, written(resampler, false, true));
  }

  private static byte[] written(Resampler resampler, boolean isChannelsLast, boolean isBlueFirst) {
    byte[] to = new byte[12];
    resampler.write(new PictureShape(3, 2, 2, isChannelsLast, isBlueFirst), to, 0);
    return to;
  }
}
