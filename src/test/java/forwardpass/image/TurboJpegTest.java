package forwardpass.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.image.turbo.TurboJpeg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** libjpeg-turbo gives the pixels that the JDK does, and the JDK takes its place. */
class TurboJpegTest {
  private static byte[] noise(int width, int height, int type, boolean isProgressive)
      throws IOException {
    BufferedImage noise =
        JdkPictures.noise(ImageTypeSpecifier.createFromBufferedImageType(type), width, height);
    return JdkPictures.written(noise, "jpg", isProgressive);
  }

  private static byte[] readByTurbo(TurboJpeg turbo, byte[] file, int channels)
      throws BadImageException {
    JpegSegments segments = new JpegSegments(file);
    byte[] samples = new byte[segments.width() * segments.height() * channels];
    RowsInto pixels = new RowsInto(channels, segments.width(), samples);
    SampleRows rows = new SampleRows(segments.width(), segments.components(), pixels);
    assertTrue(
        turbo.read(
            segments.header(),
            file,
            segments.firstScan(),
            segments.end(),
            segments.width(),
            segments.height(),
            segments.components(),
            rows::add));
    return samples;
  }

  private static byte[] readByJdk(byte[] file, int channels) throws BadImageException {
    JpegSegments segments = new JpegSegments(file);
    byte[] samples = new byte[segments.width() * segments.height() * channels];
    RowsInto pixels = new RowsInto(channels, segments.width(), samples);
    JdkJpeg.read(file, segments, pixels);
    return samples;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theJobHasIt() {
    assertTrue(TurboJpeg.isThere());
  }

  /** One decoder for pictures that become larger and smaller. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR})
  void itsPixelsAreTheJdks(int type) throws IOException, BadImageException {
    TurboJpeg turbo = new TurboJpeg();
    int[][] sizes = {{1, 1}, {300, 200}, {17, 5}, {2, 3}, {1, 999}, {1000, 1}, {33, 64}, {7, 7}};
    for (int[] size : sizes) {
      for (boolean isProgressive : new boolean[] {false, true}) {
        byte[] file = noise(size[0], size[1], type, isProgressive);
        for (int channels : new int[] {1, 3}) {
          assertArrayEquals(
              readByJdk(file, channels),
              readByTurbo(turbo, file, channels),
              Arrays.toString(size) + isProgressive + channels);
        }
      }
    }
  }

  /** The message is the JDK's, which also reads what libjpeg-turbo warns of without a reason. */
  @Test
  void whatItRefusesTheJdkDecides() throws IOException, BadImageException {
    byte[] file = noise(64, 48, BufferedImage.TYPE_BYTE_GRAY, false);
    file[file.length / 2] = (byte) 0xff;
    file[file.length / 2 + 1] = (byte) 0xd3; // a restart where there is none
    JpegSegments segments = new JpegSegments(file);
    boolean isWhole =
        new TurboJpeg()
            .read(
                segments.header(),
                file,
                segments.firstScan(),
                segments.end(),
                64,
                48,
                1,
                (y, samples) -> {
                  throw new IllegalStateException("a row of a damaged picture");
                });

    assertEquals(false, isWhole);
    BadImageException byJdk = null;
    try {
      readByJdk(file, 1);
    } catch (BadImageException e) {
      byJdk = e;
    }
    BadImageException found = null;
    try {
      new ImageDecoder(8, 6).decode(file);
    } catch (BadImageException e) {
      found = e;
    }
    assertEquals(byJdk.getMessage(), found.getMessage());
  }

  private static long residentKilobytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  /** Each takes 16 MB of memory outside of the heap, whether it is whole or not. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  @EnabledOnOs(OS.LINUX)
  void memoryDoesNotGrowWithPictures(boolean isWhole) throws IOException, BadImageException {
    byte[] file =
        JdkPictures.written(
            new BufferedImage(2000, 2000, BufferedImage.TYPE_3BYTE_BGR), "jpg", false);
    if (!isWhole) {
      file[file.length - 20] = (byte) 0xff;
      file[file.length - 19] = (byte) 0xd3;
    }
    JpegSegments segments = new JpegSegments(file);
    TurboJpeg turbo = new TurboJpeg();
    long before = 0;
    for (int i = 0; i < 80; i++) {
      if (i == 5) {
        before = residentKilobytes();
      }
      boolean found =
          turbo.read(
              segments.header(),
              file,
              segments.firstScan(),
              segments.end(),
              2000,
              2000,
              3,
              (y, samples) -> {});
      assertEquals(isWhole, found);
    }

    long grown = residentKilobytes() - before;
    assertTrue(grown < 400_000, grown + " KB, of 1200000");
  }

  /** What the JVM below does: two decoders, as two tasks have. */
  static final class WithoutLibrary {
    private WithoutLibrary() {}

    public static void main(String[] args) throws IOException, BadImageException {
      byte[] file = Files.readAllBytes(Path.of(args[0]));
      System.out.println(HexFormat.of().formatHex(new ImageDecoder(8, 6).decode(file)));
      System.out.println(HexFormat.of().formatHex(new ImageDecoder(8, 6).decode(file)));
    }
  }

  @Test
  void whereItDoesNotLoadThatIsSaidOnceAndTheJdkDecodes(@TempDir Path directory)
      throws IOException, InterruptedException, BadImageException {
    byte[] file = ImageDecoderTest.resource("smooth.jpg");
    Path path = Files.write(directory.resolve("smooth.jpg"), file);
    Path noDirectory = Files.createFile(directory.resolve("file"));
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                // Where JavaCPP would unpack it.
                "-Dorg.bytedeco.javacpp.cachedir=" + noDirectory,
                "-Duser.home=" + noDirectory,
                "-Djava.io.tmpdir=" + noDirectory,
                "-Dlog4j2.configurationFile=" + Path.of("conf/log4j2.properties").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutLibrary.class.getName(),
                path.toString())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));

    String pixels = HexFormat.of().formatHex(new ImageDecoder(8, 6).decode(file));
    assertEquals(List.of(pixels, pixels), Files.readAllLines(stdout), Files.readString(stderr));
    List<String> said = Files.readAllLines(stderr);
    assertEquals(1, said.size(), said.toString());
    assertTrue(
        said.get(0)
            .matches(
                ".* WARN Leptonica: the JDK decodes JPEG, which may be slower: Leptonica does not load \\(.+\\)"),
        said.get(0));
  }
}
