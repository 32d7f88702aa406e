package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.weights.data.StoredArrays;
import java.util.List;

/**
 * A Python object of a pickle, as far as weights need it.
 *
 * <p>A file can nest tuples as deeply as it likes, so values are never compared, hashed or printed:
 * {@link #described} looks no further than the value itself.
 */
sealed interface Value
    permits Value.None,
        Value.Bool,
        Value.Int,
        Value.Real,
        Value.Scalar,
        Value.Text,
        Value.Tuple,
        Value.Items,
        ArrayValue,
        Bytes,
        Dict,
        Dtype,
        Global,
        Storage,
        StorageType,
        TensorCall {
  /** Longest str that may be a name: a key, a type, an encoding. */
  int LONGEST_NAME = StoredArrays.LONGEST_NAME;

  /** The value as a message names it. */
  String described();

  /**
   * The name that this value gives, from {@code str} of Python 2 or 3; null where it gives none.
   */
  default String asName() {
    return null;
  }

  /** Python's None. */
  enum None implements Value {
    NONE;

    @Override
    public String described() {
      return "None";
    }
  }

  /** True or False. */
  record Bool(boolean value) implements Value {
    @Override
    public String described() {
      return value ? "True" : "False";
    }
  }

  /** An integer of at most 64 bits. */
  record Int(long value) implements Value {
    @Override
    public String described() {
      return "the int " + value;
    }
  }

  /** A float. */
  record Real(double value) implements Value {
    @Override
    public String described() {
      return "the float " + value;
    }
  }

  /** A single number or text of NumPy's, whose value nobody needs. */
  record Scalar(Dtype dtype) implements Value {
    @Override
    public String described() {
      return "a single value of " + dtype.label();
    }
  }

  /** A {@code str} of Python 3, or a {@code unicode} of Python 2. */
  record Text(String value) implements Value {
    @Override
    public String asName() {
      return value.length() <= LONGEST_NAME ? value : null;
    }

    @Override
    public String described() {
      return "the str " + Quote.quoted(value);
    }
  }

  /** A tuple, its values not copied. */
  record Tuple(List<Value> values) implements Value {
    @Override
    public String described() {
      return "a tuple of " + values.size();
    }
  }

  /** A list, to which values are added. */
  record Items(List<Value> values) implements Value {
    @Override
    public String described() {
      return "a list of " + values.size();
    }
  }
}
