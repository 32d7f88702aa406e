package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;

/**
 * The opcodes of pickle, protocols 0 to 5, in the order and by the names of the specification: the
 * list {@code opcodes} in CPython's {@code Lib/pickletools.py}.
 *
 * <p>Those that NumPy's arrays need are executed; the others say here what they stand for, and are
 * refused.
 */
enum Opcode {
  INT('I'),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG('L'),
  LONG1(0x8a),
  LONG4(0x8b, "an integer of more than 64 bits"),
  STRING('S'),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),
  NEXT_BUFFER(0x97, "an array kept outside the file"),
  READONLY_BUFFER(0x98, "an array kept outside the file"),
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  UNICODE('V'),
  SHORT_BINUNICODE(0x8c),
  BINUNICODE('X'),
  BINUNICODE8(0x8d),
  FLOAT('F'),
  BINFLOAT('G'),
  EMPTY_LIST(']'),
  APPEND('a'),
  APPENDS('e'),
  LIST('l'),
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  EMPTY_DICT('}'),
  DICT('d'),
  SETITEM('s'),
  SETITEMS('u'),
  EMPTY_SET(0x8f, "a set"),
  ADDITEMS(0x90, "a set"),
  FROZENSET(0x91, "a set"),
  POP('0', "which no array needs"),
  DUP('2', "which no array needs"),
  MARK('('),
  POP_MARK('1', "which no array needs"),
  GET('g'),
  BINGET('h'),
  LONG_BINGET('j'),
  PUT('p'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  EXT1(0x82, "a call through the extension registry"),
  EXT2(0x83, "a call through the extension registry"),
  EXT4(0x84, "a call through the extension registry"),
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  BUILD('b'),
  INST('i', "an object of a class"),
  OBJ('o', "an object of a class"),
  NEWOBJ(0x81, "an object of a class"),
  NEWOBJ_EX(0x92, "an object of a class"),
  PROTO(0x80),
  STOP('.'),
  FRAME(0x95),
  PERSID('P', "an object kept outside the file"),
  BINPERSID('Q', "an object kept outside the file");

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final String refusal;

  Opcode(int code) {
    this(code, "");
  }

  Opcode(int code, String refusal) {
    this.code = code;
    this.refusal = refusal;
  }

  /** The opcode of this byte (0 to 255), or null where there is none. */
  static Opcode of(int code) {
    return BY_CODE[code];
  }

  /** What to do about a file that needs this opcode, where it is refused. */
  String advice(Vocabulary vocabulary) {
    return switch (this) {
      case EXT1, EXT2, EXT4, INST, OBJ, NEWOBJ, NEWOBJ_EX -> FilePosition.DISTRUST;
      default -> vocabulary.advice();
    };
  }

  /** What a refused opcode stands for; empty for those that are executed. */
  String refusal() {
    return refusal;
  }
}
