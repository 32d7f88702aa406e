package forwardpass.model;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How labels name the classes that a network tells apart: by whole numbers, one after the other,
 * and by names where they have any.
 *
 * @param first the label that means class 0
 * @param count how many classes there are
 * @param names of all classes; empty where they have none
 */
public record ClassNumbers(int first, int count, List<String> names) implements Serializable {
  /** In place of a class, or of a label: there is none. */
  public static final int NONE = -1;

  /** Classes without names. */
  public ClassNumbers(int first, int count) {
    this(first, count, List.of());
  }

  public ClassNumbers {
    names = List.copyOf(names);
    if (!names.isEmpty() && names.size() != count) {
      throw new IllegalArgumentException(
          "expected %d names of classes, found %d".formatted(count, names.size()));
    }
    if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException(
          "expected class numbers from 0 to 2147483646, found %d of them from %d"
              .formatted(count, first));
    }
  }

  /** Whether classes have names. */
  public boolean areNamed() {
    return !names.isEmpty();
  }

  /** Whether a text is the name of one class, and of no other. */
  public boolean isName(String text) {
    int number = names.indexOf(text);
    return number >= 0 && number == names.lastIndexOf(text);
  }

  /** The label that means the class of a name. */
  public int labelOf(String name) {
    return labelOf(names.indexOf(name));
  }

  /** The label that means the last class. */
  public int last() {
    return first + count - 1;
  }

  /** The name of the class that a label means; empty where that has none. */
  public Optional<String> name(int label) {
    return areNamed() && has(label) ? Optional.of(names.get(classOf(label))) : Optional.empty();
  }

  /** A label with the name of its class, where that has one. */
  public String titled(int label) {
    return name(label).map(name -> label + " " + name).orElseGet(() -> String.valueOf(label));
  }

  /** Whether a number is the label of a class. */
  public boolean has(double label) {
    return label >= first && label <= last() && label == Math.rint(label);
  }

  /** The label that means a class. */
  public int labelOf(int number) {
    return number == NONE ? NONE : number + first;
  }

  /** The class that a label means, {@link #NONE} for {@code NONE}. */
  public int classOf(int label) {
    return label == NONE ? NONE : label - first;
  }

  /**
   * The place of the first label that means no class; {@code length} where there is none.
   *
   * @param length how many labels there are; the array may be longer
   */
  public int firstOther(int[] labels, int length) {
    for (int i = 0; i < length; i++) {
      if (labels[i] != NONE && (labels[i] < first || labels[i] > last())) {
        return i;
      }
    }
    return length;
  }

  /** Puts the class in the place of each label; they all mean one, or none. */
  public void toClasses(int[] labels, int length) {
    for (int i = 0; i < length; i++) {
      labels[i] = classOf(labels[i]);
    }
  }

  /**
   * What to do about a label that means no class, where it looks as if counting began elsewhere.
   */
  public String advice(double label) {
    long begin = label == last() + 1L ? first + 1L : label == first - 1L ? first - 1L : NONE;
    return begin < 0
        ? ""
        : "; where the labels begin at %d, give --first-class %d".formatted(begin, begin);
  }

  /** Which labels there are, in words. */
  @Override
  public String toString() {
    String all = "from %d to %d".formatted(first, last());
    return areNamed() ? "%s, or its name, such as %s".formatted(all, names.get(0)) : all;
  }
}
