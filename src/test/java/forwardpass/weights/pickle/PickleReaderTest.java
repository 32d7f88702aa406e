package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.error.WeightsException;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.Chunks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {
  private static final String FIXTURES = "forwardpass.weights.pickle.PickleFixtures#";

  @ParameterizedTest
  @MethodSource(FIXTURES + "numpy")
  void readsEveryProtocolTypeByteOrderAndLayout(String fixture) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (String type : List.of("<f4", ">f4", "<f8", ">f8")) {
      shapes.put(type + "C", List.of(3, 5));
      shapes.put(type + "F", List.of(3, 5));
    }
    shapes.put("vector", List.of(7));
    shapes.put("scalar", List.of());
    shapes.put("empty", List.of(0, 3));
    shapes.put("cube", List.of(2, 3, 4));
    shapes.put("permuted", List.of(2, 3, 4));
    shapes.put("strided", List.of(3, 5));
    shapes.put("readonly", List.of(3, 5));
    shapes.put("shared", List.of(7));

    Map<String, Tensor> tensors = PickleFixtures.read(PickleFixtures.bytes(fixture));

    assertFixture(shapes, tensors);
    assertSame(tensors.get("vector"), tensors.get("shared"));
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "python2")
  void readsPython2(String fixture) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("W1", List.of(3, 5));
    shapes.put("b1", List.of(5));

    assertFixture(shapes, PickleFixtures.read(PickleFixtures.bytes(fixture)));
  }

  private static void assertFixture(
      Map<String, List<Integer>> shapes, Map<String, Tensor> tensors) {
    assertEquals(new ArrayList<>(shapes.keySet()), new ArrayList<>(tensors.keySet()));
    shapes.forEach(
        (name, shape) -> {
          assertEquals(shape, tensors.get(name).shape(), name);
          assertArrayEquals(PickleFixtures.values(shape), tensors.get(name).values(), name);
        });
  }

  @Test
  void readsAnEmptyDict() {
    assertEquals(Map.of(), PickleFixtures.read(new PickleAssembler().emptyDict().stop()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "=", "|"})
  void takesEveryOrderButTheLargerForLittleEndian(String order) {
    PickleAssembler pickle = new PickleAssembler().emptyDict().binunicode("W1").reconstruct();
    pickle.mark().binint(1).shape(2).dtype("f4", order).newfalse();
    pickle.binbytes(PickleAssembler.littleEndian(1.5f, -2)).tuple().build().setitem();

    assertArrayEquals(
        new float[] {1.5f, -2}, PickleFixtures.read(pickle.stop()).get("W1").values());
  }

  @Test
  void readsPython2StringsWithEveryEscape() {
    PickleAssembler pickle = new PickleAssembler().emptyDict().raw("S\"W'\\x41\\n\"\n");
    pickle.reconstruct().mark().binint(1).shape(2).dtype("f4", "<").raw("I00\n");
    pickle.raw("S'\\\\\\'\\\"\\n\\r\\t\\x41 '\n").tuple().build().setitem();

    float[] expected = {
      Float.intBitsToFloat('\\' | '\'' << 8 | '"' << 16 | '\n' << 24),
      Float.intBitsToFloat('\r' | '\t' << 8 | 'A' << 16 | ' ' << 24)
    };
    assertArrayEquals(expected, PickleFixtures.read(pickle.stop()).get("W'A\n").values());
  }

  @Test
  void readsRawUnicodeEscapesAsPythonDoes() {
    PickleAssembler pickle =
        new PickleAssembler().raw("(dV\\u0041\\\\u00e9\\x\\U0001f600\u00e9\\\n");
    pickle.vector(1).setitem();

    assertEquals(
        "[A\\\\u00e9\\x\ud83d\ude00\u00e9\\]",
        PickleFixtures.read(pickle.stop()).keySet().toString());
  }

  @Test
  void readsLongsAndLargeMemoIndices() {
    PickleAssembler pickle = new PickleAssembler().emptyDict().raw("r").little(4, 99_999);
    pickle.binunicode("W1").raw("p70000\n").reconstruct().mark().binint(1);
    pickle.mark().raw("L1L\n").raw(0x8a, 2, 2, 0).raw(0x8a, 0).tuple().dtype("f4", "<");
    pickle.newfalse().binbytes().tuple().build().setitem();

    assertEquals(List.of(1, 2, 0), PickleFixtures.read(pickle.stop()).get("W1").shape());
  }

  @Test
  void narrowsFloat64AsJavaDoes() {
    PickleAssembler pickle = new PickleAssembler().emptyDict().binunicode("W1").reconstruct();
    pickle.mark().binint(1).shape(2).dtype("f8", "<").newfalse();
    pickle.raw("B").little(4, 16).little(8, Double.doubleToLongBits(0.1));
    pickle.little(8, Double.doubleToLongBits(1e-300)).tuple().build().setitem();

    assertArrayEquals(new float[] {0.1f, 0}, PickleFixtures.read(pickle.stop()).get("W1").values());
  }

  @Test
  void readsArraysLongerThanAChunk() {
    float[] values = PickleFixtures.values(List.of(Chunks.SIZE / 4 * 3 + 5));
    byte[] pickle =
        new PickleAssembler().emptyDict().binunicode("W1").vector(values).setitem().stop();

    assertArrayEquals(values, PickleFixtures.read(pickle).get("W1").values());
  }

  @Test
  void readsAStreamThatGivesOneByteAtATime() {
    byte[] pickle = PickleFixtures.bytes("numpy_core_protocol4.pkl");
    InputStream trickle =
        new ByteArrayInputStream(pickle) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1));
          }

          @Override
          public int readNBytes(byte[] target, int offset, int length) {
            int read = 0;
            while (read < length && read(target, offset + read, length - read) > 0) {
              read++;
            }
            return read;
          }
        };

    assertEquals(
        PickleFixtures.read(pickle).keySet(),
        PickleReader.read(trickle, "trickle").tensors().keySet());
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    IOException cause = new IOException("disk on fire");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw cause;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw cause;
          }
        };

    WeightsException e =
        assertThrows(WeightsException.class, () -> PickleReader.read(broken, "/mnt/w.pkl"));

    assertEquals("Cannot read /mnt/w.pkl: disk on fire", e.getMessage());
    assertSame(cause, e.getCause());
  }

  @Test
  void leavesTheStreamOpen() {
    boolean[] closed = {false};
    InputStream in =
        new ByteArrayInputStream(new PickleAssembler().emptyDict().stop()) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertTrue(PickleReader.read(in, "w.pkl").tensors().isEmpty());
    assertTrue(!closed[0]);
  }
}
