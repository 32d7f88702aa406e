package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PickleGlobalsTest {
  private static String calls(int offset, String function) {
    return "Unsupported: weights.pkl, byte "
        + offset
        + ": the pickle calls "
        + function
        + "; a weights file may call only NumPy's own array functions; do not trust this file";
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "subprocess, Popen",
    "builtins, eval",
    "builtins, exec",
    "builtins, getattr",
    "builtins, bytes",
    "__builtin__, eval",
    "__builtin__, bytearray",
    "_codecs, decode",
    "codecs, encode",
    "copyreg, _reconstructor",
    "numpy, load",
    "numpy, matrix.tofile",
    "collections, defaultdict.update",
    "datetime, sys",
    "pathlib, Path.unlink",
    "random, os",
    "numpy, core.multiarray._reconstruct",
    "numpy, ndarray.tofile",
    "numpy.core, multiarray._reconstruct",
    "numpy.core.multiarray, ndarray",
    "numpy.core.multiarray, _reconstruct.__class__",
    "numpy.core.numeric, _reconstruct",
    "numpy.core.numeric2, _frombuffer",
    "NUMPY, ndarray",
    "numpy., ndarray",
    "numpy.f2py.diagnose, run_command",
    "numpy.distutils.exec_command, exec_command",
    "numpy.testing._private.utils, runstring",
  })
  void refusesEveryOtherGlobalByName(String module, String name) {
    String function = module + "." + name;
    assertEquals(
        calls(0, function), PickleFixtures.refusal(new PickleAssembler().global(module, name)));

    PickleAssembler named = new PickleAssembler().proto(4).binunicode(module).binunicode(name);
    assertEquals(calls(named.size(), function), PickleFixtures.refusal(named.stackGlobal()));
  }

  @Test
  void refusesACallBeforeItIsMade() {
    PickleAssembler pickle = new PickleAssembler().global("os", "system");
    pickle.mark().binunicode("rm -rf ~").tuple().reduce();

    assertEquals(calls(0, "os.system"), PickleFixtures.refusal(pickle));
  }

  @Test
  void checksNamesThatComeFromTheMemo() {
    PickleAssembler pickle = new PickleAssembler().proto(4);
    pickle.emptyDict().binunicode("system").memoize().binunicode("os").memoize();
    int offset = pickle.binget(1).binget(0).size();

    assertEquals(calls(offset, "os.system"), PickleFixtures.refusal(pickle.stackGlobal()));
  }

  @Test
  void permitsOnlyWholePairsOfNamesFromTheMemo() {
    PickleAssembler pickle = new PickleAssembler().proto(4);
    pickle.binunicode("numpy").memoize().binunicode("_reconstruct").memoize();
    int offset = pickle.binget(0).binget(1).size();

    assertEquals(calls(offset, "numpy._reconstruct"), PickleFixtures.refusal(pickle.stackGlobal()));
  }

  @Test
  void takesOnlyStringsForNames() {
    PickleAssembler pickle = new PickleAssembler().binbytes((byte) 'o').none();
    assertEquals(
        "Corrupt: weights.pkl, byte 7: expected two strs, a module and a name, found bytes of"
            + " length 1 and None; copy the file again, or save it again",
        PickleFixtures.refusal(pickle.stackGlobal()));
  }

  @Test
  void shortensAndEscapesNames() {
    String name = "a\u001b[2J\u202e\\" + "x".repeat(1000);
    PickleAssembler pickle = new PickleAssembler().binunicode("").binunicode(name);
    int offset = pickle.size();

    assertEquals(
        calls(offset, ".a\\u001b[2J\\u202e\\u005c" + "x".repeat(53) + "..."),
        PickleFixtures.refusal(pickle.stackGlobal()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Opcode.class,
      names = {"EXT1", "EXT2", "EXT4", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX"})
  void refusesEveryOpcodeThatMakesObjects(Opcode opcode) {
    assertEquals(
        "Unsupported: weights.pkl, byte 4: expected a dict of NumPy arrays and nothing else, found "
            + opcode
            + ", "
            + opcode.refusal()
            + "; do not trust this file",
        PickleFixtures.refusal(afterDict(opcode)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Opcode.class,
      names = {
        "PERSID",
        "BINPERSID",
        "NEXT_BUFFER",
        "READONLY_BUFFER",
        "LONG4",
        "EMPTY_SET",
        "ADDITEMS",
        "FROZENSET",
        "POP",
        "POP_MARK",
        "DUP"
      })
  void refusesEveryOpcodeThatNoArrayNeeds(Opcode opcode) {
    assertEquals(
        "Unsupported: weights.pkl, byte 4: expected a dict of NumPy arrays and nothing else, found "
            + opcode
            + ", "
            + opcode.refusal()
            + "; save the weights as a dict of NumPy float32 arrays with pickle.dump",
        PickleFixtures.refusal(afterDict(opcode)));
  }

  private static PickleAssembler afterDict(Opcode opcode) {
    int code = 0;
    while (Opcode.of(code) != opcode) {
      code++;
    }
    return new PickleAssembler().proto(2).emptyDict().mark().raw(code).raw("1\n1\n");
  }

  @Test
  void refusesBytesThatAreNoOpcode() {
    assertEquals(
        "Corrupt: weights.pkl, byte 0: expected an opcode of pickle, found 0xff; copy the file"
            + " again, or save it again",
        PickleFixtures.refusal(new PickleAssembler().raw(0xff)));
  }
}
