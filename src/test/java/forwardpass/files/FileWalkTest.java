package forwardpass.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileWalkTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir Path dir;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = dir.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private static FileSelection selection(boolean recursive, String include, String exclude) {
    return new FileSelection(
        recursive,
        Stream.ofNullable(include).map(FileSelection.Glob::of).toList(),
        Stream.ofNullable(exclude).map(FileSelection.Glob::of).toList());
  }

  private FoundFiles find(String path) {
    return FileWalk.find(path, FileSelection.ALL, HADOOP);
  }

  /** Below the directory, without it. */
  private List<String> names(FoundFiles found) {
    return found.files().stream()
        .map(file -> file.path().toUri().getPath().substring(dir.toString().length() + 1))
        .toList();
  }

  @Test
  void directoriesThatMayHaveChecksumsOfHadoopAreTold() throws IOException {
    files("a/x.png", "a/.x.png.crc", "a/c/z.png", "b/y.png");
    assertEquals(
        List.of("a"),
        find(dir.toString()).withChecksums().stream().map(path -> path.getName()).toList());
    assertEquals(List.of(), List.copyOf(find(dir + "/b").withChecksums()));
    assertEquals(
        List.of(dir + "/a"),
        find(dir + "/a/x.png").withChecksums().stream()
            .map(path -> path.toUri().getPath())
            .toList());
  }

  @Test
  void whatCamerasWriteIsFoundAndWhatSparkAndDesktopsWriteIsNot() throws IOException {
    files(
        "3/_MG_0003.jpg",
        "3/_DSC1.png",
        "_unsorted/a.png",
        "b.png",
        ".DS_Store",
        "3/._b.png",
        ".thumbs/c.png",
        "__MACOSX/3/._b.png",
        "_SUCCESS",
        "_manifest.json",
        "_metadata",
        "_common_metadata",
        "_committed_123",
        "_started_123",
        "_lock",
        "_temporary/0/part-0",
        "_delta_log/0.json",
        "d.png._COPYING_");

    assertEquals(
        List.of("3/_DSC1.png", "3/_MG_0003.jpg", "_unsorted/a.png", "b.png"),
        names(find(dir.toString())));
  }

  @Test
  void filesComeInTheOrderOfTheirWholePaths() throws IOException {
    files("a/z", "a.b", "a-c", "b/x/y", "b/x.y", "B");

    List<String> found = names(find(dir.toString()));

    assertEquals(List.of("B", "a-c", "a.b", "a/z", "b/x.y", "b/x/y"), found);
    assertEquals(found.stream().sorted().toList(), found);
  }

  @ParameterizedTest
  @CsvSource({
    "*.png, , a.png 3/b.png 3/x/d.png",
    "3/*, , 3/b.png 3/c.jpg 3/x/d.png",
    "3/*.png, , 3/b.png",
    "3, , 3/b.png 3/c.jpg 3/x/d.png",
    "**/d.png, , 3/x/d.png",
    "**/a.png, , a.png",
    "'*.{jpg,jpeg}', , 3/c.jpg",
    "[!a-c].png, , 3/x/d.png",
    "?.png, d*, a.png 3/b.png",
    ", *.png, 3/c.jpg",
    ", 3, a.png",
    ", 3/x, a.png 3/b.png 3/c.jpg",
    ", /3/x/, a.png 3/b.png 3/c.jpg",
  })
  void globsChooseByPathAndByName(String include, String exclude, String expected)
      throws IOException {
    files("a.png", "3/b.png", "3/c.jpg", "3/x/d.png");

    FoundFiles found = FileWalk.find(dir.toString(), selection(true, include, exclude), HADOOP);

    assertEquals(
        Stream.of(expected.split(" ")).sorted().toList(), names(found).stream().sorted().toList());
    assertFalse(found.isAsSparkLists());
  }

  @Test
  void directoriesBelowAreLeftOutOnDemand() throws IOException {
    files("a.png", "3/b.png");

    assertEquals(
        List.of("a.png"),
        names(FileWalk.find(dir.toString(), selection(false, null, null), HADOOP)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a", "", "/"})
  void whatIsNoGlobIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> FileSelection.Glob.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x[1]", "{a,b}", "*", "a?", "a:b", "_hidden", ".hidden", "100%", "a b#c"})
  void whatIsCalledSoIsNoGlob(String name) throws IOException {
    files(name, "x1", "a", "ab");

    FoundFiles found = find(dir.resolve(name).toString());

    assertEquals(List.of(name), names(found));
    assertTrue(found.isOneFile());
    assertEquals(
        name,
        new String(
            found.files().get(0).open(HADOOP).readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aDirectoryWithAColonInItsNameIsFound() throws IOException {
    files("2026-11-27T10:15/a:b");

    assertEquals(
        List.of("2026-11-27T10:15/a:b"), names(find(dir.resolve("2026-11-27T10:15").toString())));
  }

  @Test
  void aRelativeNameWithAColonIsNoScheme() {
    InputException e = assertThrows(InputException.class, () -> find("no:such"));

    assertEquals(
        "Cannot read no:such: expected a file, directory or glob, found nothing there; check the path",
        e.getMessage());
  }

  @Test
  void aGlobMatchesFilesAndDirectoriesButNoHiddenOnes() throws IOException {
    files("a/x", "a/.y", "b", "_SUCCESS", ".c", "__MACOSX/d");

    FoundFiles found = find(dir + "/*");

    assertEquals(List.of("a/x", "b"), names(found));
    assertFalse(found.isOneFile());
  }

  @Test
  void whatAGlobMatchesTwiceIsFoundOnce() throws IOException {
    files("a/b/x", "a/y");

    assertEquals(List.of("a/b/x", "a/y"), names(find(dir + "/{a,a/b,a/y}")));
  }

  @Test
  void whereThereIsNothingToTakeThatIsSaid() throws IOException {
    Files.createDirectories(dir.resolve("empty"));
    files("hidden/.DS_Store", "some/a.png");

    assertMessage(
        "expected a file, found an empty directory; check the path", "empty", FileSelection.ALL);
    assertMessage(
        "expected a file, found none but hidden ones, such as .DS_Store; check the path",
        "hidden",
        FileSelection.ALL);
    assertMessage(
        "expected a file, found none that --include, --exclude and --no-recursive leave; check the path",
        "some",
        selection(true, "*.jpg", null));
  }

  private void assertMessage(String expected, String name, FileSelection selection) {
    String path = dir.resolve(name).toString();
    InputException e =
        assertThrows(InputException.class, () -> FileWalk.find(path, selection, HADOOP));
    assertEquals("Cannot read %s: %s".formatted(path, expected), e.getMessage());
  }

  @Test
  void aLinkIntoWhatItIsInIsNamed() throws IOException {
    files("a/b/x");
    Path link = Files.createSymbolicLink(dir.resolve("a/b/up"), dir.resolve("a"));

    InputException e = assertThrows(InputException.class, () -> find(dir.toString()));

    assertEquals(
        "Cannot read %s: the link %s leads to a directory that it is in; remove it; check the path and your permissions"
            .formatted(dir, link),
        e.getMessage());
  }

  @Test
  void linksToOtherPlacesAreFollowed() throws IOException {
    files("in/a/x", "out/y");
    Files.createSymbolicLink(dir.resolve("in/b"), dir.resolve("out"));

    assertEquals(List.of("in/a/x", "in/b/y"), names(find(dir.resolve("in").toString())));
  }

  @Test
  void theSameFilePlainAndGzippedIsRefused() throws IOException {
    files("a/x", "b/x.gz", "b/y.gz");
    FoundFiles.requireOnce(find(dir.toString()).files());
    files("b/y");

    InputException e =
        assertThrows(
            InputException.class, () -> FoundFiles.requireOnce(find(dir.toString()).files()));

    assertEquals(
        "Unsupported: file:%s/b/y: expected each file once, found it beside y.gz, by their names the same; remove one of them, or leave it out with --exclude"
            .formatted(dir),
        e.getMessage());
  }

  @Test
  void itIsKnownWhereSparkWouldFindOtherFiles() throws IOException {
    files("a/x=1/_c=2/y");
    assertTrue(find(dir.toString()).isAsSparkLists());
    files("b/_c/z", "_d");
    assertFalse(find(dir.toString()).isAsSparkLists());
    assertFalse(find(dir.resolve("_d").toString()).isAsSparkLists());
  }

  @Test
  void whereThereMayBeNoneThereIsNone() throws IOException {
    files("a/1", "hidden/.b");

    assertEquals(
        List.of("1"), FileWalk.anyOf(dir + "/a", HADOOP).stream().map(FoundFile::name).toList());
    assertEquals(List.of(), FileWalk.anyOf(dir + "/hidden", HADOOP));
    assertEquals(List.of(), FileWalk.anyOf(dir + "/none", HADOOP));
  }
}
