package forwardpass.source.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.InputException;
import forwardpass.source.ImageBatch;
import forwardpass.source.Refusal;
import forwardpass.source.features.CsvFeatures;
import forwardpass.source.labels.LabelFrom;
import forwardpass.source.labels.LabelRule;
import forwardpass.source.text.CsvLayout;
import forwardpass.text.CsvFields;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How CSV is laid out is told from its first line; here of images of three pixels. */
class CsvLayoutTest {
  private static CsvLayout of(String line) {
    return of(line, Optional.empty(), Optional.empty());
  }

  private static CsvLayout of(String line, Optional<String> column, Optional<LabelFrom> from) {
    return new CsvLayoutFinder(3, new LabelRule(column, from, Optional.empty()), "x.csv").of(line);
  }

  private static void assertRefused(String message, String line) {
    assertEquals(
        "Unsupported: x.csv: expected " + message,
        assertThrows(InputException.class, () -> of(line)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label,pixel0,pixel1,pixel2",
        "\"label\",\"pixel0\",\"pixel1\",\"pixel2\"",
        "label,pixel0,pixel1,pixel2,,,",
        "label, pixel0, pixel1, pixel2",
        "# label,pixel0,pixel1,pixel2",
        "label,0,1,2",
        "label,p1,p2,p3",
        "0,1,2,3",
        "7,0,0,0",
        "7.0,0.5,1e-1,-3,",
        "\"7\",\"0\",\"0\",\"0\"",
      })
  void theLabelIsFirstAndThePixelsFollow(String line) {
    CsvLayout layout = of(line);

    assertEquals(List.of(1, 2, 3), layout.pixels());
    assertEquals(0, layout.label());
    assertEquals(',', layout.separator());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "'7;0;0;0'!;",
        "'7;0,5;0,5;0,5'!;",
        "'7\t0\t0\t0'!'\t'",
        "'label;pixel0;pixel1;pixel2'!;",
        "'7|0|0|0'!'|'",
        "'7.0e+00 0.0e+00 0.0e+00 0.0e+00'!' '",
        "'label pixel0 pixel1 pixel2'!' '"
      })
  void theSeparatorIsTheOneThatMakesAsManyFieldsAsThereCouldBe(String line, char separator) {
    assertEquals(separator, of(line).separator());
    assertEquals(List.of(1, 2, 3), of(line).pixels());
  }

  @Test
  void aLineOfAsManyNumbersAsPixelsHasNoLabel() {
    assertEquals(
        new CsvLayout(
            ',',
            List.of("_c0", "_c1", "_c2"),
            List.of(),
            List.of(0, 1, 2),
            -1,
            "no labels: the columns are _c0, _c1, _c2"),
        of("0,0,255"));
    assertEquals(-1, of("0,1,2").label()); // a header, as pandas makes one
    assertEquals(List.of("0", "1", "2"), of("0,1,2").header());
  }

  @Test
  void aColumnWithoutANameHasItsNumber() {
    CsvLayout layout = of(",label,pixel0,pixel1,pixel2");

    assertEquals(List.of("_c0", "label", "pixel0", "pixel1", "pixel2"), layout.names());
    assertEquals(1, layout.label());
    assertEquals(1, of(",0,1,2,3").label());
    assertEquals(List.of(2, 3, 4), of(",0,1,2,3").pixels());
  }

  @Test
  void pixelsGoByTheirNumbers() {
    assertEquals(List.of(3, 1, 0), of("pixel2,pixel1,id,pixel0").pixels());
  }

  @Test
  void theLabelOfNumbersAloneMayBeNamed() {
    CsvLayout layout = of("0,0,0,7", Optional.of("_c3"), Optional.empty());

    assertEquals(3, layout.label());
    assertEquals(List.of(0, 1, 2), layout.pixels());
  }

  @Test
  void theFirstColumnIsNoLabelWhereThereAreNone() {
    CsvLayout layout = of("7,0,0,0", Optional.empty(), Optional.of(LabelFrom.NONE));

    assertEquals(-1, layout.label());
    assertEquals(List.of(1, 2, 3), layout.pixels());
  }

  @Test
  void otherFirstLinesAreRefused() {
    assertRefused(
        "a header, or in each line 3 numbers, or 4 with the label first, found 2 numbers; check the file and the weights",
        "7,0");
    assertRefused(
        "a header that has each name once, found Label twice; rename one of them",
        "label,Label,pixel0,pixel1,pixel2");
    assertRefused(
        "a header with 3 columns named pixel0, pixel1 and so on, as many as the network takes, found 0; check the file and the weights",
        "label,a,b,c");
    assertRefused(
        "a header with 3 columns named pixel0, pixel1 and so on, as many as the network takes, found 0; check the file and the weights",
        ",,,");
  }

  private static String read(String line) {
    ImageBatch batch = new ImageBatch(1, 3);
    CsvLayout layout = of("label,pixel0,pixel1,pixel2");
    InternalRow row = new GenericInternalRow(new Object[] {UTF8String.fromString(line)});
    return new CsvFeatures(layout)
        .copy(row, 0, batch)
        .or(() -> batch.notFinite(0))
        .map(Refusal::reason)
        .orElseGet(() -> java.util.Arrays.toString(batch.values()));
  }

  @Test
  void numbersAreReadHoweverTheyAreWritten() {
    assertEquals("[0.0, 100.0, 2.5]", read("7,0.0,1e2, 2.5 "));
    assertEquals("[255.0, 0.0, 1.2345678E7]", read("7,\"255\",\"0\",12345678"));
    assertEquals("expected a number as pixel1, found nothing", read("7,0,,0"));
    assertEquals("expected a number as pixel2, found 1f", read("7,0,0,1f"));
    assertEquals("expected a number as pixel0, found NaN", read("7,NaN,0,0"));
    assertEquals("expected finite numbers, found Infinity as value 0", read("7,1e99,0,0"));
  }

  @Test
  void fieldsAreQuotedAsRfc4180HasIt() {
    CsvFields fields = new CsvFields(',');
    fields.read("\"a \"\"b\"\", c\",d e, \"f\" ,\"\",");

    assertEquals(List.of("a \"b\", c", "d e", "f"), fields.texts());
    assertEquals(5, fields.count(5));
    assertEquals(4, fields.count(4));
  }
}
