package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {
  @TempDir Path dir;

  @Test
  void aPlotIsTextAndAPictureThatReplacesAnEarlierOne() throws IOException {
    Path file = Files.writeString(dir.resolve("a.png"), "earlier");

    CommandRun run = CommandRun.of("plot", "step", "--output", file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(640, image.getWidth());
    assertEquals(480, image.getHeight());
    assertEquals("Wrote %s, 640 x 480 pixels\n".formatted(file), run.err());
    assertEquals(
        """
               step
              |
          1.0 |                                    **********************************
              |                                    *
              |                                    *
          0.8 |                                    *
              |                                    *
              |                                    *
          0.6 |                                    *
              |                                    *
          0.4 |                                    *
              |                                    *
              |                                    *
          0.2 |                                    *
              |                                    *
              |                                    *
          0.0 |************************************
              |
              ++------+------+------+------+------+------+------+------+------+------+
              -5     -4     -3     -2     -1      0      1      2      3      4      5
        """,
        run.out());
    assertEquals(0, run.status());
  }

  @Test
  void textAloneWritesNothing() {
    CommandRun run = CommandRun.of("plot", "compare", "--text");

    assertEquals(
        """
               sigmoid and step: * sigmoid, o step
              |
          1.0 |                                    o  oo  oo  oo  oo  oo  oo  oo *oo*
              |                                                    **************
              |                                               *****
          0.8 |                                    o       ***
              |                                    o    ***
              |                                       **
          0.6 |                                     **
              |                                  **o
          0.4 |                                **  o
              |                              **
              |                           ***
          0.2 |                        ***         o
              |                   *****            o
              |     **************
          0.0 |*oo**oo  oo  oo  oo  oo  oo  oo  oo
              |
              ++------+------+------+------+------+------+------+------+------+------+
              -5     -4     -3     -2     -1      0      1      2      3      4      5
        """,
        run.out());
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertFalse(Files.exists(Path.of("compare.png")));
  }

  @Test
  void theSoftmaxIsShownAsBars() {
    assertEquals(
        """
             softmax of 0.3, 2.9, 4.0
        0.3 |# 0.0182
        2.9 |############### 0.2452
        4.0 |############################################ 0.7366
        """,
        CommandRun.of("plot", "softmax", "--text").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"step", "sigmoid", "relu", "tanh", "softmax", "compare"})
  void textFitsATerminalOf80ColumnsAnd24Lines(String name) {
    String text = CommandRun.of("plot", name, "--text").out();

    assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertTrue(text.lines().count() < 24, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plot|Missing required parameter: 'NAME'; see --help",
        "plot cosine|\"Invalid NAME: expected one of step, sigmoid, relu, tanh, softmax, compare, found cosine\"",
        "plot step --output a.svg|Invalid --output: expected a file whose name ends in .png, found a.svg",
        "plot step --output a.png --text|\"--text writes no picture: leave out --output, or --text\"",
      })
  void whatCannotBePlottedIsExplained(String args, String message) {
    CommandRun.of((Object[]) args.split(" ")).assertFailure(2, message);
  }

  @Test
  void aPictureThatCannotBeWrittenIsExplained() {
    Path file = dir.resolve("missing/a.png");

    CommandRun.of("plot", "step", "--output", file)
        .assertFailure(
            5,
            "Cannot write %s: NoSuchFileException: %s; name another file with --output, or none with --text"
                .formatted(file, file));
  }
}
