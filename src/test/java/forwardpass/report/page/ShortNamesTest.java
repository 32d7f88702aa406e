package forwardpass.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.report.Example;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNamesTest {
  @ParameterizedTest
  @CsvSource({
    "file:/a/b/1.png, 1.png",
    "file:/a/b/1.png file:/a/c/1.png file:/a/c/2.png, b/1.png c/1.png 2.png",
    "file:/x/cat/a/1.png file:/x/dog/a/1.png file:/x/dog/b/1.png, cat/a/1.png dog/a/1.png b/1.png",
    "file:/a/b/1.png file:/a/b/1.png, 1.png 1.png",
    "file:/a/1.png file:/a/11.png, 1.png 11.png",
    "1.png a/1.png, 1.png a/1.png",
    "a/1.png b/a/1.png, a/1.png b/a/1.png",
    "'', ''"
  })
  void namesHaveAsManyDirectoriesAsTellThemApart(String files, String expected) {
    List<String> paths = Arrays.asList(files.split(" ", -1));
    ShortNames names =
        ShortNames.of(paths.stream().map(path -> new Example(path, -1, -1, 0, 1, null)).toList());

    assertEquals(Arrays.asList(expected.split(" ", -1)), paths.stream().map(names::of).toList());
  }
}
