package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The stack of a pickle machine and the marks set in it. */
final class OperandStack {
  /** Python puts at most 1000 items of a dict on its stack at a time. */
  private static final int LARGEST_DEPTH = 1 << 16;

  private static final int MOST_MARKS = 64;

  private final ByteSource source;
  private final List<Value> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();

  OperandStack(ByteSource source) {
    this.source = source;
  }

  void push(Value value) {
    if (values.size() == LARGEST_DEPTH) {
      throw tooMany(LARGEST_DEPTH + " values on the stack");
    }
    values.add(value);
  }

  void mark() {
    if (marks.size() == MOST_MARKS) {
      throw tooMany(MOST_MARKS + " open marks");
    }
    marks.push(values.size());
  }

  /** Takes the topmost value, which must lie above the last mark. */
  Value pop() {
    requireAboveMark(1);
    return values.remove(values.size() - 1);
  }

  /** The topmost value, left where it is. */
  Value peek() {
    requireAboveMark(1);
    return values.get(values.size() - 1);
  }

  /** Takes so many values, in the order in which they were pushed. */
  List<Value> pop(int count) {
    requireAboveMark(count);
    return popFrom(values.size() - count);
  }

  /** Takes the last mark and all values above it, in the order in which they were pushed. */
  List<Value> popToMark() {
    if (marks.isEmpty()) {
      throw source.position().corrupt("a mark on the stack", "none");
    }
    return popFrom(marks.pop());
  }

  /** Takes the value that is left when all is done. */
  Value popLast() {
    if (values.size() != 1 || !marks.isEmpty()) {
      throw source
          .position()
          .corrupt(
              "one value and no mark on the stack at STOP",
              "values: " + values.size() + ", marks: " + marks.size());
    }
    return pop();
  }

  private List<Value> popFrom(int start) {
    List<Value> top = values.subList(start, values.size());
    List<Value> popped = List.copyOf(top);
    top.clear();
    return popped;
  }

  private void requireAboveMark(int count) {
    int floor = marks.isEmpty() ? 0 : marks.peek();
    int found = values.size() - floor;
    if (found < count) {
      throw source.position().corrupt("a stack of at least " + count, String.valueOf(found));
    }
  }

  private RuntimeException tooMany(String limit) {
    return source.position().unsupported("at most " + limit, "more", FilePosition.SAVE_ARRAYS);
  }
}
