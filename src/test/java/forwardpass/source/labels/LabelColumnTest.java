package forwardpass.source.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.model.ClassNumbers;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which column of a table has its labels. */
class LabelColumnTest {
  private static String find(String named, LabelFrom from, String ddl) {
    LabelRule rule =
        new LabelRule(
            Optional.ofNullable(named),
            Optional.ofNullable(from),
            Optional.of(new ClassNumbers(0, 10)));
    return new LabelColumn(rule, StructType.fromDDL(ddl), "dump").find().described();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image BINARY, label INT|label",
        "image BINARY, Labels BIGINT|Labels",
        "CLASS STRING|CLASS",
        "target DOUBLE|target",
        "img BINARY, coarse_label INT, fine_label INT|fine_label",
        "target INT, class INT, labels INT, label INT|label, not labels or class or target",
        "LABEL INT, Label INT|LABEL, not Label",
        "LABEL INT, label INT|label, not LABEL",
        "label ARRAY<INT>, class BOOLEAN|class, not label"
      })
  void theBestNameIsTakenWhateverItsCapitals(String ddl, String chosen) {
    assertEquals("labels from column " + chosen, find(null, null, ddl));
  }

  @Test
  void whereThereIsNoneTheColumnsAreNamed() {
    assertEquals(
        "no labels: the columns are digit, image", find(null, null, "digit INT, image BINARY"));
  }

  @Test
  void whereNoneAreWantedNoneIsTaken() {
    assertEquals("no labels, as --label-from none says", find(null, LabelFrom.NONE, "label INT"));
  }

  @Test
  void aColumnThatIsNamedIsTakenBeforeAllOthers() {
    assertEquals("labels from column digit", find("digit", null, "label INT, digit INT"));
    assertEquals("labels from column Digit", find("digit", null, "label INT, Digit INT"));
    assertEquals("labels from column digit", find("digit", null, "Digit INT, digit INT"));
  }

  @Test
  void aNameThatIsOfNoColumnOrOfTwoIsRefused() {
    assertEquals(
        "Cannot read labels: expected a column digit, found label, image; give --label-column",
        refusal("digit", "label INT, image BINARY"));
    assertEquals(
        "Cannot read labels: expected one column digit, found Digit and DIGIT; give --label-column as it is written",
        refusal("digit", "Digit INT, DIGIT INT"));
  }

  @Test
  void aColumnOfVectorsIsNoneOfLabels() {
    String message =
        "Unsupported: dump: expected column labels to have the numbers of classes, found array<int>; give another --label-column, or --label-from none";

    assertEquals(message, refusal("labels", "labels ARRAY<INT>, label INT"));
    assertEquals(message, refusal(null, "labels ARRAY<INT>"));
  }

  private static String refusal(String named, String ddl) {
    return assertThrows(InputException.class, () -> find(named, null, ddl)).getMessage();
  }
}
