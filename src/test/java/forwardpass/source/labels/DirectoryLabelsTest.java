package forwardpass.source.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.model.ClassNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the names of directories are labels, and which. */
class DirectoryLabelsTest {
  private static final Optional<ClassNumbers> DIGITS = Optional.of(new ClassNumbers(0, 10));

  private static LabelRule rule(LabelFrom from, Optional<ClassNumbers> numbers) {
    return new LabelRule(Optional.empty(), Optional.ofNullable(from), numbers);
  }

  private static String described(LabelRule rule, String... images) {
    List<Path> directories =
        Arrays.stream(images).map(image -> new Path(image).getParent()).toList();
    return new DirectoryLabels(rule).of(directories).described();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "file:/dump/5/a.png, 5",
        "/dump/05/a.png, 05",
        "/dump/five/a.png, five",
        "/dump/label=5/a.png, 5",
        "/dump/Label=5/split=test/a.png, 5",
        "/dump/class=4/label=5/target=6/a.png, 5",
        "/dump/label=5/4/a.png, 4",
        "/data/target=prod/4/a.png, 4",
        "/dump/split=5/a.png, split=5",
        "/dump/label=-1/a.png, -1",
        "/dump/label=__HIVE_DEFAULT_PARTITION__/a.png, null",
        "/a.png, ''"
      })
  void aLabelIsThatOfThePartitionOrTheNameOfTheDirectory(String file, String label) {
    assertEquals(label, FileLabels.written(new Path(file).getParent().toString()));
  }

  @Test
  void whereAllAreNamedAsClassesTheyAreLabels() {
    assertEquals(
        "labels from the names of directories",
        described(
            rule(null, DIGITS), "/d/0/a.png", "/d/9/b.png", "/e/label=3/c.png", "/d/-1/x.png"));
  }

  @ParameterizedTest
  @CsvSource({"10", "05", "+5", "5.0", "one", "-2", "9999999999", "٣"})
  void oneThatIsNoClassMakesAllOfThemNone(String name) {
    assertEquals(
        "no labels: the name of directory /d/%s is not a class from 0 to 9".formatted(name),
        described(rule(null, DIGITS), "/d/0/a.png", "/d/" + name + "/b.png", "/d/1/c.png"));
  }

  @Test
  void ofSeveralThatAreNoClassTheFirstIsNamed() {
    assertEquals(
        "no labels: the name of directory /d/a is not a class from 0 to 9",
        described(rule(null, DIGITS), "/d/z/a.png", "/d/a/b.png", "/d/m/c.png"));
  }

  @Test
  void classesAreThoseThatLabelsName() {
    LabelRule letters = rule(null, Optional.of(new ClassNumbers(1, 26)));

    assertEquals("labels from the names of directories", described(letters, "/d/26/a.png"));
    assertEquals(
        "no labels: the name of directory /d/0 is not a class from 1 to 26",
        described(letters, "/d/26/a.png", "/d/0/a.png"));
  }

  @Test
  void aRegressionTakesAnyNumber() {
    LabelRule any = rule(null, Optional.empty());

    assertEquals(
        "labels from the names of directories",
        described(any, "/d/26/a.png", "/d/-0.5/b.png", "/d/target=7/c.png"));
    assertEquals(
        "no labels: the name of directory /d/x is not a number", described(any, "/d/x/a.png"));
  }

  @Test
  void whereDirectoriesAreAskedForAnyOtherNameIsRefused() {
    assertEquals(
        "Unsupported: /d/one: expected the name of a directory to be a class from 0 to 9, as such a number is written, found one; rename it, leave it out with --exclude, or give --label-from none",
        assertThrows(
                InputException.class,
                () -> described(rule(LabelFrom.DIRECTORY, DIGITS), "/d/0/a.png", "/d/one/b.png"))
            .getMessage());
  }

  @Test
  void whereNoneAreWantedNamesMeanNothing() {
    assertEquals(
        "no labels, as --label-from none says",
        described(rule(LabelFrom.NONE, DIGITS), "/d/0/a.png"));
  }
}
