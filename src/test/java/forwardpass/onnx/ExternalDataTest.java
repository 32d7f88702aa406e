package forwardpass.onnx;

import static forwardpass.onnx.ModelWriter.bytes;
import static forwardpass.onnx.ModelWriter.dims;
import static forwardpass.onnx.ModelWriter.integer;
import static forwardpass.onnx.ModelWriter.join;
import static forwardpass.onnx.ModelWriter.raw;
import static forwardpass.onnx.ModelWriter.tensor;
import static forwardpass.onnx.ModelWriter.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import java.io.FileNotFoundException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values in files beside a model become its own. */
class ExternalDataTest {
  private static final float[] MATRIX = {1, -2, 3, 4, -5, 6, 7, -8};
  private static final float[] BIAS = {0.5f, -0.5f};

  /** Files in memory. */
  private record InMemory(Map<String, byte[]> files) implements DataFiles {
    @Override
    public long length(String name) throws FileNotFoundException {
      if (!files.containsKey(name)) {
        throw new FileNotFoundException(name);
      }
      return files.get(name).length;
    }

    @Override
    public void read(String name, long position, byte[] into, int start, int length) {
      System.arraycopy(files.get(name), (int) position, into, start, length);
    }
  }

  private static final DataFiles FILES =
      new InMemory(Map.of("w.data", join(new byte[5], raw(MATRIX), raw(BIAS))));

  /** A tensor whose values are elsewhere: keys and what they say. */
  private static byte[] external(String name, int[] dims, String... entries) {
    byte[] tensor = join(dims(dims), integer(2, 1), text(8, name));
    for (int i = 0; i < entries.length; i += 2) {
      tensor = join(tensor, bytes(13, join(text(1, entries[i]), text(2, entries[i + 1]))));
    }
    return join(tensor, integer(14, 1));
  }

  private static byte[] model(byte[] matrix, byte[] bias) {
    return new ModelWriter()
        .input("x", -1, 4)
        .constant(matrix)
        .constant(bias)
        .node("Gemm", "x,W,b->y")
        .output("y", -1, 2)
        .model();
  }

  private static byte[] whole() {
    return model(tensor("W", new int[] {4, 2}, MATRIX), tensor("b", new int[] {2}, BIAS));
  }

  private static byte[] inlined(String... ofMatrix) {
    return ExternalData.inlined(
        model(external("W", new int[] {4, 2}, ofMatrix), tensor("b", new int[] {2}, BIAS)),
        "model",
        FILES);
  }

  private static void assertRefused(String message, String... ofMatrix) {
    assertEquals(
        message, assertThrows(WeightsException.class, () -> inlined(ofMatrix)).getMessage());
  }

  @Test
  void theModelIsThatWhichHasItsValuesItself() {
    byte[] model =
        model(
            external("W", new int[] {4, 2}, "location", "w.data", "offset", "5", "length", "32"),
            external("b", new int[] {2}, "location", "./w.data", "offset", "37"));

    assertArrayEquals(whole(), ExternalData.inlined(model, "model", FILES));
  }

  @Test
  void aModelThatHasItsValuesItselfStaysAsItIs() {
    byte[] model = whole();

    assertSame(model, ExternalData.inlined(model, "model", FILES));
  }

  @Test
  void filesElsewhereAreRefused() {
    for (String location :
        new String[] {"../w.data", "/etc/passwd", "data/w.data", "..", ".", "", "a\\b", "./../w"}) {
      assertRefused(
          "Unsupported: model, tensor W: expected its values in a file of the same directory, found %s; export the model again with its data beside it"
              .formatted(forwardpass.error.Quote.plain(location)),
          "location",
          location);
    }
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertRefused(
        "Cannot read model, tensor W: expected its values in v.data beside it, found no such file; copy that file there, too",
        "location",
        "v.data");
  }

  @Test
  void aFileThatEndsBeforeTheValuesIsTruncated() {
    assertRefused(
        "Truncated: model, tensor W: expected 32 bytes from byte 14 on in w.data, found a file of 45 bytes; copy that file again",
        "location",
        "w.data",
        "offset",
        "14",
        "length",
        "32");
    assertRefused(
        "Truncated: model, tensor W: expected some bytes from byte 46 on in w.data, found a file of 45 bytes; copy that file again",
        "location",
        "w.data",
        "offset",
        "46");
    assertRefused(
        "Truncated: model, tensor W: expected 9223372036854775807 bytes from byte 5 on in w.data, found a file of 45 bytes; copy that file again",
        "location",
        "w.data",
        "offset",
        "5",
        "length",
        "9223372036854775807");
  }

  @Test
  void placesThatAreNoNumbersAreCorrupt() {
    assertRefused(
        "Corrupt: model, tensor W: expected the place of its values as a number, found ten; export the model again",
        "location",
        "w.data",
        "offset",
        "ten");
  }

  @Test
  void valuesOfAnotherSizeThanTheShapeAreCorrupt() {
    byte[] model = inlined("location", "w.data", "offset", "5", "length", "28");

    assertEquals(
        "Corrupt: model, tensor W: expected 32 bytes for shape [4, 2], found 28; export the model again",
        assertThrows(WeightsException.class, () -> OnnxReader.read(model, "model")).getMessage());
  }
}
