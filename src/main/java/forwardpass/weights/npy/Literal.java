package forwardpass.weights.npy;

import forwardpass.error.Quote;
import java.util.List;

/** A value in a {@link DictLiteral}. */
sealed interface Literal {
  /** The value as a message names it. */
  String described();

  /** True or False. */
  record Bool(boolean value) implements Literal {
    @Override
    public String described() {
      return value ? "True" : "False";
    }
  }

  /** An int. */
  record Int(long value) implements Literal {
    @Override
    public String described() {
      return "the int " + value;
    }
  }

  /** A str. */
  record Text(String value) implements Literal {
    @Override
    public String described() {
      return "the str " + Quote.quoted(value);
    }
  }

  /** A tuple of ints. */
  record Tuple(List<Long> values) implements Literal {
    @Override
    public String described() {
      return "a tuple of " + values.size();
    }
  }
}
