package forwardpass.weights.pickle;

import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.util.List;

/**
 * The values of a tuple that must have one exact form: the arguments of a call or the state of an
 * object.
 *
 * @param of whose values they are, for messages
 */
record Fields(String of, List<Value> values, FilePosition position) {
  /** The values of a tuple with a length of {@code least} to {@code most}. */
  static Fields of(String of, Value tuple, int least, int most, FilePosition position) {
    if (!(tuple instanceof Value.Tuple fields)) {
      throw position.corrupt("a tuple as " + of, tuple.described());
    }
    int size = fields.values().size();
    if (size < least || size > most) {
      String expected = least == most ? "" + least : least + " to " + most;
      throw position.corrupt("a tuple of " + expected + " as " + of, tuple.described());
    }
    return new Fields(of, fields.values(), position);
  }

  Value at(int index) {
    return values.get(index);
  }

  void require(int index, boolean holds, String expected) {
    if (!holds) {
      throw wrong(index, expected);
    }
  }

  long integer(int index) {
    if (at(index) instanceof Value.Int number) {
      return number.value();
    }
    throw wrong(index, "an int");
  }

  /** A truth value, which older versions of NumPy write as 0 or 1. */
  boolean flag(int index) {
    if (at(index) instanceof Value.Bool flag) {
      return flag.value();
    }
    long number = integer(index);
    require(index, number == 0 || number == 1, "a bool");
    return number == 1;
  }

  String name(int index) {
    String name = at(index).asName();
    require(index, name != null, "a short str");
    return name;
  }

  /** A dtype that has its state. */
  Dtype dtype(int index) {
    if (at(index) instanceof Dtype dtype && dtype.isComplete()) {
      return dtype;
    }
    throw wrong(index, "a dtype with its state");
  }

  /** Bytes that no array has taken. */
  Bytes bytes(int index) {
    if (at(index) instanceof Bytes bytes) {
      if (bytes.chunks().isTaken()) {
        throw wrong(index, "bytes of its own", "those of another array");
      }
      return bytes;
    }
    throw wrong(index, "bytes");
  }

  private WeightsException wrong(int index, String expected) {
    return wrong(index, expected, at(index).described());
  }

  private WeightsException wrong(int index, String expected, String found) {
    return position.corrupt(expected + " as item " + index + " of " + of, found);
  }
}
