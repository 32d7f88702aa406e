package forwardpass;

import static forwardpass.source.idx.IdxFixture.bytes;
import static forwardpass.source.idx.IdxFixture.gzip;
import static forwardpass.source.idx.IdxFixture.images;
import static forwardpass.source.idx.IdxFixture.labels;
import static forwardpass.source.idx.IdxFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {
  private static final Path TEST_IMAGES = SharedSpark.DATA.resolve("t10k-images-idx3-ubyte.gz");

  @TempDir Path dir;

  private BufferedImage picture(Object... args) throws IOException {
    Path file = dir.resolve("picture.png");
    Object[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--output";
    all[args.length + 1] = file;
    CommandRun run = CommandRun.of(all);
    assertEquals(0, run.status(), run.err());
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(
        "Wrote %s, %d x %d pixels\n".formatted(file, image.getWidth(), image.getHeight()),
        run.err());
    return image;
  }

  private static int grey(BufferedImage image, int x, int y) {
    return image.getRaster().getSample(x, y, 0);
  }

  @Test
  void theFirstTestImageIsASeven() {
    CommandRun run = CommandRun.of("show", "--text");

    assertEquals("", run.err());
    assertEquals(
        """
        image 0, label 7







                    --##**++::..
                    %%@@@@@@@@@@################**::
                    ::==--==**%%@@%%@@@@@@@@%%@@@@++
                              ..::  ::::::::..%%@@==
                                            --@@##..
                                          ..%%@@--
                                          ++@@%%::
                                        ::@@@@::
                                        ++@@##
                                        ##@@::
                                      ==@@**
                                    --@@%%::
                                  ..%%@@**
                                  ##@@%%..
                                ..@@@@--
                              ..%%@@==
                              ++@@@@::
                            ::@@@@@@::
                            ==@@@@%%..
                            ==@@##..

        """,
        run.out());
    assertEquals(0, run.status());
  }

  /** NumPy has 84 and 254 of the first image at [7, 6] and [8, 8]. */
  @Test
  void eachPixelIsASquareOfItsOwnGrey() throws IOException {
    BufferedImage image = picture("show");

    assertEquals(280, image.getWidth());
    assertEquals(280, image.getHeight());
    for (int y = 70; y < 80; y++) {
      for (int x = 60; x < 70; x++) {
        assertEquals(84, grey(image, x, y));
      }
    }
    assertEquals(254, grey(image, 85, 85));
    assertEquals(0, grey(image, 0, 0));
  }

  @Test
  void severalImagesAreShownOnOneSheetWithTheirLabels() throws IOException {
    BufferedImage sheet = picture("show", "--index", 5, "--count", 12);

    assertEquals(10 * 90 + 6, sheet.getWidth());
    assertEquals(2 * 108 + 6, sheet.getHeight());
    assertEquals(255, grey(sheet, 0, 0));
    assertEquals(0, grey(sheet, 6, 6));
    assertEquals(0, grey(sheet, 6 + 90 + 83, 6 + 83));
    assertTrue(darkest(sheet, 6, 6 + 84, 90, 18) < 64, "the label of the first");
    assertEquals(255, darkest(sheet, 6 + 2 * 90, 6 + 108, 8 * 90, 108), "nothing after the last");
  }

  private static int darkest(BufferedImage image, int left, int top, int width, int height) {
    int[] samples = image.getRaster().getSamples(left, top, width, height, 0, (int[]) null);
    return Arrays.stream(samples).min().getAsInt();
  }

  @Test
  void aSheetIsAsManyImagesBesideOneAnotherAs80ColumnsHold() {
    assertEquals(
        """
        image 5, label 1              image 6, label 4


                        .=:                     -:.         .
                       :%@#                   =@#-        -%*.
                      .%@@.                  =@*        .+@+
                      *@@=                  *@#        :*@-
                     -@@#                   =%@%%****#%@%=
                    .#@%                      .:==:::.@%-
                    =@@=                            :#@:
                   :@@*                             #@=
                   +@%                             *@#  .
                   #@*                             #@#**-
                    -:                             .-:


        image 7, label 9



                  :=#%
                 -@@@@#+:
                :@%=-*%@@=
                +@=   #@@*
                :@%+*#%+%@-
                 .+##-  -%%-
                         :#%-
                          .*@=
                            =@=
                             =%:

        """,
        CommandRun.of("show", "--index", 5, "--count", 3, "--text").out());
  }

  @Test
  void filesAreReadPlainAndGzippedWithLabelsAndWithout() {
    Path plain = write(dir.resolve("images"), images(3, 2, 2));
    Path gzipped = write(dir.resolve("images.gz"), gzip(images(3, 2, 2)));
    Path labels = write(dir.resolve("labels"), labels(3, 10));

    assertEquals(
        "image 2, without a label\n  ..\n....\n",
        CommandRun.of("show", "--images", plain, "--index", 2, "--text").out());
    assertEquals(
        "image 2, label 2\n  ..\n....\n",
        CommandRun.of("show", "--images", gzipped, "--labels", labels, "--index", 2, "--text")
            .out());
  }

  @Test
  void numbersOfOtherTypesAreShownFromTheSmallestToTheLargest() throws IOException {
    byte[] floats =
        bytes(
            0x0D,
            new int[] {1, 1, 3},
            out -> {
              out.writeFloat(-1);
              out.writeFloat(0);
              out.writeFloat(1);
            });

    BufferedImage image = picture("show", "--images", write(dir.resolve("images"), floats));

    assertEquals(279, image.getWidth());
    assertEquals(93, image.getHeight());
    assertEquals(0, grey(image, 0, 0));
    assertEquals(128, grey(image, 93, 92));
    assertEquals(255, grey(image, 278, 0));
  }

  /** As [n, pixels], and as [n, channels, rows, columns]. */
  @Test
  void flatSquaresAndSingleChannelsAreShownAsTheImagesTheyAre() {
    byte[] flat = bytes(0x08, new int[] {1, 4}, out -> out.writeInt(0xff0000ff));
    byte[] channel = bytes(0x08, new int[] {1, 1, 2, 2}, out -> out.writeInt(0xff0000ff));

    for (byte[] file : new byte[][] {flat, channel}) {
      Path images = write(dir.resolve("images"), file);
      assertEquals(
          "image 0, without a label\n@@\n  @@\n",
          CommandRun.of("show", "--images", images, "--text").out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--index 10000|\"Invalid --index: expected a whole number from 0 to 9999, as IMAGES holds 10000 images, found 10000\"",
        "--index -1|\"Invalid --index: expected a whole number from 0 to 9999, as IMAGES holds 10000 images, found -1\"",
        "--index 9990 --count 11|\"Invalid --count: expected at most 10 images from image 9990 on, as IMAGES holds 10000, found 11\"",
        "--count 0|Invalid --count: expected a whole number from 1 to 100, found 0",
        "--count 101|Invalid --count: expected a whole number from 1 to 100, found 101",
        "--labels x|--labels needs --images: say which images these are the labels of",
        "--images x --data y|--data is not read where --images is given: leave out one of them",
      })
  void optionsThatCannotBeCarriedOutAreExplained(String args, String message) {
    CommandRun.of((Object[]) ("show " + args).split(" "))
        .assertFailure(2, message.replace("IMAGES", TEST_IMAGES.toString()));
  }

  @Test
  void aFileWithoutImagesHasNoneToShow() {
    Path images = write(dir.resolve("images"), images(0, 2, 2));

    CommandRun.of("show", "--images", images)
        .assertFailure(2, "Invalid --index: %s holds no images".formatted(images));
  }

  @Test
  void aFileThatIsDamagedAfterTheImageIsRefused() {
    byte[] plain = images(100, 28, 28);
    byte[] zipped = gzip(plain);
    Path truncated = write(dir.resolve("images"), Arrays.copyOf(plain, plain.length - 1));
    Path cut = write(dir.resolve("images.gz"), Arrays.copyOf(zipped, zipped.length - 9));

    CommandRun.of("show", "--images", truncated)
        .assertFailure(
            3,
            "Truncated: %s, byte 78415, in item 99 of 100: expected 78416 bytes, found 78415; copy the file again"
                .formatted(truncated));
    CommandRun run = CommandRun.of("show", "--images", cut);
    assertEquals(3, run.status());
    assertTrue(run.err().startsWith("Truncated: " + cut + ", gzip, after "), run.err());
  }

  @Test
  void labelsOfOtherImagesAreRefused() {
    Path images = write(dir.resolve("images"), images(3, 2, 2));
    Path labels = write(dir.resolve("labels"), labels(4, 10));

    CommandRun.of("show", "--images", images, "--labels", labels)
        .assertFailure(
            3,
            "Corrupt: %s, byte 4: expected a label for each of the 3 images of %s, found 4; give the labels that belong to these images"
                .formatted(labels, images));
  }

  @Test
  void imagesThatAreNotPicturesOrTooLargeAreRefused() {
    Path colours = write(dir.resolve("colours"), images(1, 3, 2));
    Path large =
        write(dir.resolve("large.gz"), gzip(bytes(0x08, new int[] {1, 3000, 3000}, out -> {})));
    write(colours, bytes(0x08, new int[] {1, 5}, out -> out.write(new byte[5])));

    CommandRun.of("show", "--images", colours)
        .assertFailure(
            3,
            "Unsupported: %s, byte 8: expected images of rows and columns, found 5; show images of one channel"
                .formatted(colours));
    CommandRun.of("show", "--images", large)
        .assertFailure(
            3,
            "Unsupported: %s, byte 8: expected images of at most 2048x2048 to show, found 3000x3000; show smaller ones"
                .formatted(large));
  }

  @Test
  void aDirectoryAndAMissingFileAreNamed() {
    CommandRun.of("show", "--images", dir)
        .assertFailure(
            3,
            "Cannot read %s: %s (Is a directory); check the path and your permissions"
                .formatted(dir, dir));
    CommandRun.of("show", "--data", dir)
        .assertFailure(
            3,
            "Cannot read %s/t10k-images-idx3-ubyte: expected it there, or t10k-images-idx3-ubyte.gz, found neither; name the directory of MNIST's files with --data"
                .formatted(dir));
  }
}
