package forwardpass.weights.pickle;

import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Executes a pickle: a stack machine whose program is the file. Its opcodes and what they do are
 * those of CPython's {@code Lib/pickletools.py}, without any that could run code or that no array
 * needs.
 */
final class PickleMachine {
  private static final int LATEST_PROTOCOL = 5;

  /** Some thousand arrays; with the limits of stack and calls it bounds what hostile files take. */
  static final int MOST_OPCODES = 1 << 18;

  private final ByteSource source;
  private final Literals literals;
  private final OperandStack stack;
  private final Memo memo;
  private final NumpyCalls calls;
  private final Vocabulary vocabulary;
  private final BiFunction<Value, FilePosition, Value> persistent;

  /** A machine for arrays alone. */
  PickleMachine(ByteSource source) {
    this(
        source,
        Vocabulary.ARRAYS,
        (id, position) -> {
          throw new IllegalStateException("no array is kept outside of its file");
        });
  }

  /**
   * @param persistent what tensors have for the ids of what is kept outside of the pickle
   */
  PickleMachine(
      ByteSource source, Vocabulary vocabulary, BiFunction<Value, FilePosition, Value> persistent) {
    this.source = source;
    this.vocabulary = vocabulary;
    this.persistent = persistent;
    this.literals = new Literals(source);
    this.stack = new OperandStack(source);
    this.memo = new Memo(source);
    this.calls = new NumpyCalls(source);
  }

  /** Runs to STOP and returns the object made. */
  Value run() {
    source.beginPickle();
    for (int executed = 0; executed < MOST_OPCODES; executed++) {
      Opcode opcode = source.nextOpcode();
      if (opcode == Opcode.STOP) {
        Value root = stack.popLast();
        source.expectEndOfFrame();
        return root;
      }
      execute(opcode);
    }
    source.nextOpcode();
    throw source
        .position()
        .unsupported("at most " + MOST_OPCODES + " opcodes", "more", FilePosition.SAVE_ARRAYS);
  }

  private void execute(Opcode opcode) {
    switch (opcode) {
      case PROTO -> protocol();
      case FRAME -> source.beginFrame();
      case NONE -> stack.push(Value.None.NONE);
      case NEWTRUE -> stack.push(new Value.Bool(true));
      case NEWFALSE -> stack.push(new Value.Bool(false));
      case INT -> stack.push(literals.decimalOrBool());
      case LONG -> stack.push(literals.decimalLong());
      case BININT1 -> stack.push(new Value.Int(source.u1()));
      case BININT2 -> stack.push(new Value.Int(source.u2()));
      case BININT -> stack.push(new Value.Int(source.i4()));
      case LONG1 -> long1();
      case FLOAT -> stack.push(literals.decimalReal());
      case BINFLOAT -> stack.push(new Value.Real(source.f8()));
      case UNICODE -> stack.push(literals.rawUnicodeEscape());
      case SHORT_BINUNICODE -> stack.push(literals.utf8(source.u1()));
      case BINUNICODE -> stack.push(literals.utf8(source.u4()));
      case BINUNICODE8 -> stack.push(literals.utf8(source.u8()));
      case STRING -> stack.push(literals.python2Literal());
      case SHORT_BINSTRING -> bytes("str", source.u1());
      case BINSTRING -> bytes("str", source.i4());
      case SHORT_BINBYTES -> bytes("bytes", source.u1());
      case BINBYTES -> bytes("bytes", source.u4());
      case BINBYTES8 -> bytes("bytes", source.u8());
      case BYTEARRAY8 -> bytes("bytearray", source.u8());
      case MARK -> stack.mark();
      case EMPTY_TUPLE -> stack.push(new Value.Tuple(List.of()));
      case TUPLE1 -> stack.push(new Value.Tuple(stack.pop(1)));
      case TUPLE2 -> stack.push(new Value.Tuple(stack.pop(2)));
      case TUPLE3 -> stack.push(new Value.Tuple(stack.pop(3)));
      case TUPLE -> stack.push(new Value.Tuple(stack.popToMark()));
      case EMPTY_DICT -> stack.push(new Dict());
      case DICT -> dict();
      case EMPTY_LIST -> stack.push(new Value.Items(new ArrayList<>()));
      case LIST -> stack.push(new Value.Items(new ArrayList<>(stack.popToMark())));
      case APPEND -> addAll(stack.pop(1));
      case APPENDS -> addAll(stack.popToMark());
      case SETITEM -> putAll(stack.pop(2));
      case SETITEMS -> putAll(stack.popToMark());
      case PUT -> memo.put(literals.decimal(), stack.peek());
      case BINPUT -> memo.put(source.u1(), stack.peek());
      case LONG_BINPUT -> memo.put(source.u4(), stack.peek());
      case MEMOIZE -> memo.append(stack.peek());
      case GET -> stack.push(memo.get(literals.decimal()));
      case BINGET -> stack.push(memo.get(source.u1()));
      case LONG_BINGET -> stack.push(memo.get(source.u4()));
      case GLOBAL -> stack.push(global(literals.shortLine(), literals.shortLine()));
      case STACK_GLOBAL -> stackGlobal();
      case BINPERSID -> persistent(opcode);
      case REDUCE -> reduce();
      case BUILD -> build();
      default -> throw refused(opcode);
    }
  }

  private void protocol() {
    FilePosition position = source.position();
    if (position.offset() != source.pickleStart()) {
      throw position.corrupt("PROTO as the first opcode only", "it here");
    }
    int protocol = source.u1();
    if (protocol > LATEST_PROTOCOL) {
      throw position.unsupported(
          "a pickle protocol of 0 to " + LATEST_PROTOCOL,
          String.valueOf(protocol),
          FilePosition.SAVE_ARRAYS);
    }
  }

  private void long1() {
    int length = source.u1();
    if (length > Long.BYTES) {
      throw source
          .position()
          .unsupported(
              "an integer of at most " + Long.BYTES + " bytes",
              String.valueOf(length),
              FilePosition.SAVE_ARRAYS);
    }
    stack.push(new Value.Int(source.signed(length)));
  }

  private void bytes(String type, long length) {
    stack.push(new Bytes(type, source.chunks(length)));
  }

  private void dict() {
    List<Value> items = stack.popToMark();
    stack.push(new Dict());
    putAll(items);
  }

  private void addAll(List<Value> values) {
    if (!(stack.peek() instanceof Value.Items list)) {
      throw source.position().corrupt("a list to add values to", stack.peek().described());
    }
    list.values().addAll(values);
  }

  private void putAll(List<Value> items) {
    FilePosition position = source.position();
    if (!(stack.peek() instanceof Dict dict)) {
      throw position.corrupt("a dict to put items into", stack.peek().described());
    }
    if (items.size() % 2 != 0) {
      throw position.corrupt("a value for each key", "a key without one");
    }
    for (int i = 0; i < items.size(); i += 2) {
      dict.put(items.get(i), items.get(i + 1), position);
    }
  }

  private void stackGlobal() {
    Value name = stack.pop();
    Value module = stack.pop();
    if (!(module instanceof Value.Text moduleText) || !(name instanceof Value.Text nameText)) {
      throw source
          .position()
          .corrupt(
              "two strs, a module and a name", module.described() + " and " + name.described());
    }
    stack.push(global(moduleText.value(), nameText.value()));
  }

  private Value global(String module, String name) {
    return vocabulary.global(module, name, source.position());
  }

  private void persistent(Opcode opcode) {
    if (vocabulary != Vocabulary.TENSORS) {
      throw refused(opcode);
    }
    stack.push(persistent.apply(stack.pop(), source.position()));
  }

  private void reduce() {
    Value arguments = stack.pop();
    Value function = stack.pop();
    stack.push(calls.call(function, arguments));
  }

  private void build() {
    Value state = stack.pop();
    calls.build(stack.peek(), state);
  }

  private WeightsException refused(Opcode opcode) {
    return source
        .position()
        .unsupported(
            "a dict of " + vocabulary.plural() + " and nothing else",
            opcode + ", " + opcode.refusal(),
            opcode.advice(vocabulary));
  }
}
