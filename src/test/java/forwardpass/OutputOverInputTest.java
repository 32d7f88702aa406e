package forwardpass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No output replaces the input, or joins it. */
class OutputOverInputTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"in", "in/images", "in/images/predictions", "."})
  void whatWouldReplaceOrJoinTheInputIsRefused(String out) throws IOException {
    Path input = dir.resolve("in/images");
    byte[] bytes = IdxFixture.images(50, 28, 28);
    IdxFixture.write(input, bytes);
    Path target = dir.resolve(out).normalize();

    CommandRun.of("--images", input, "--output", target, "--overwrite")
        .assertFailure(
            2,
            "Invalid --output: %s and the input %s are one inside the other; choose a directory of its own"
                .formatted(target, input));

    assertArrayEquals(bytes, Files.readAllBytes(input));
  }

  @ParameterizedTest
  @CsvSource({
    "in/*, in/out",
    "in/*, in/out/below",
    "in/i?ages, in/images/out",
    "'in/{images,o*}', in/out",
    "link/images, in/images",
    "link/*, in/out",
    "in/*, link/out",
    "in/images, link",
    "in/im*, in"
  })
  void aGlobOrALinkThatLeadsToTheOutputIsRefused(String input, String out) throws IOException {
    IdxFixture.write(dir.resolve("in/images"), IdxFixture.images(50, 28, 28));
    Files.createSymbolicLink(dir.resolve("link"), dir.resolve("in"));

    CommandRun.of("--images", dir + "/" + input, "--output", dir + "/" + out)
        .assertFailure(
            2,
            "Invalid --output: %s/%s and the input %s/%s are one inside the other; choose a directory of its own"
                .formatted(dir, out, dir, input));

    try (Stream<Path> files = Files.list(dir.resolve("in"))) {
      assertEquals(List.of(dir.resolve("in/images")), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/out", "in2/out", "in/images-scored"})
  void anOutputThatAGlobDoesNotMatchIsNotRefused(String out) throws IOException {
    IdxFixture.write(dir.resolve("in/images"), IdxFixture.images(50, 28, 28));
    Path output = dir.resolve(out);

    CommandRun run = CommandRun.of("--images", dir.resolve("in") + "/image[s]", "--output", output);

    assertEquals(0, run.status(), run.err());
    assertEquals(50, SharedSpark.session().read().parquet(output.toString()).count());
  }
}
