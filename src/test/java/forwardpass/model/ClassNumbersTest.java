package forwardpass.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClassNumbersTest {
  private static final ClassNumbers LETTERS = new ClassNumbers(1, 26);

  @Test
  void theFirstLabelThatMeansNoClassIsFound() {
    assertEquals(4, LETTERS.firstOther(new int[] {1, -1, 26, 7, 27, 5}, 6));
    assertEquals(0, LETTERS.firstOther(new int[] {0, 1}, 2));
    assertEquals(2, LETTERS.firstOther(new int[] {1, 26, 99}, 2));
  }

  @Test
  void onlySoManyLabelsAreLookedAtAsThereAre() {
    int[] labels = {3, 99};

    LETTERS.toClasses(labels, 1);

    assertArrayEquals(new int[] {2, 99}, labels);
  }

  @Test
  void labelsBecomeClassesInPlace() {
    int[] labels = {1, -1, 26};

    LETTERS.toClasses(labels, 3);

    assertArrayEquals(new int[] {0, -1, 25}, labels);
    assertEquals(26, LETTERS.labelOf(25));
    assertEquals(-1, LETTERS.labelOf(-1));
  }

  @Test
  void wholeNumbersInRangeAreLabels() {
    assertTrue(LETTERS.has(1));
    assertTrue(LETTERS.has(26));
    assertFalse(LETTERS.has(0));
    assertFalse(LETTERS.has(27));
    assertFalse(LETTERS.has(1.5));
    assertFalse(LETTERS.has(Double.NaN));
    assertFalse(LETTERS.has(4294967297.0));
  }

  /** Only the number just outside tells that counting began one later, or one earlier. */
  @Test
  void anotherBeginningIsAdvisedWhereItWouldHelp() {
    assertEquals("; where the labels begin at 2, give --first-class 2", LETTERS.advice(27));
    assertEquals("; where the labels begin at 0, give --first-class 0", LETTERS.advice(0));
    assertEquals("", LETTERS.advice(28));
    assertEquals("", LETTERS.advice(-2));
    assertEquals("", new ClassNumbers(0, 10).advice(-1));
  }

  @Test
  void numbersThatNoIntHasAreRefused() {
    assertEquals(2147483646, new ClassNumbers(2147483637, 10).last());
    assertThrows(IllegalArgumentException.class, () -> new ClassNumbers(2147483638, 10));
    assertThrows(IllegalArgumentException.class, () -> new ClassNumbers(-1, 10));
    assertThrows(IllegalArgumentException.class, () -> new ClassNumbers(0, 0));
  }
}
