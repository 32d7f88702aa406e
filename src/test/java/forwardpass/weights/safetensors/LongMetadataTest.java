package forwardpass.weights.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.error.WeightsException;
import forwardpass.weights.StoredWeights;
import forwardpass.weights.WeightsFixtures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The longest header that safetensors allows, of metadata, is read with a small heap. */
class LongMetadataTest {
  private static final int HEADER = 100_000_000;
  private static final String TENSOR =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static InputStream repeated(String text, int times) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new SequenceInputStream(
        Collections.enumeration(
            new AbstractList<InputStream>() {
              @Override
              public InputStream get(int index) {
                return new ByteArrayInputStream(bytes);
              }

              @Override
              public int size() {
                return times;
              }
            }));
  }

  /** Nothing of it is ever whole in memory. */
  private static InputStream file(String before, String unit, String after) {
    int units = (HEADER - before.length() - after.length() - TENSOR.length()) / unit.length();
    int spaces =
        HEADER - before.length() - after.length() - TENSOR.length() - units * unit.length();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(HEADER).array();
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(length),
                text(before),
                repeated(unit, units),
                text(after + " ".repeat(spaces) + TENSOR),
                new ByteArrayInputStream(new byte[4]))));
  }

  private static InputStream file(String kind) {
    return switch (kind) {
      case "keys" -> file("{\"__metadata__\":{", "\"key\":\"value\",", "\"last\":\"\"},");
      case "value" -> file("{\"__metadata__\":{\"key\":\"", "value ", "\"},");
      case "escapes" -> file("{\"__metadata__\":{\"key\":\"", "\\u00e9", "\"},");
      case "spaces" -> file("{\"__metadata__\":{", "          ", "},");
      default -> file("{\"__metadata__\":{\"", "key ", "\":\"\"},");
    };
  }

  /** In a process of its own: prints the names of the tensors, or the message. */
  public static void main(String[] args) {
    try {
      StoredWeights weights = StoredWeights.read(file(args[0]), WeightsFixtures.FILE);
      System.out.println(weights.tensors().keySet());
    } catch (WeightsException e) {
      System.out.println(e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys|[a]",
        "value|[a]",
        "escapes|[a]",
        "spaces|[a]",
        "name|Corrupt: weights, byte 8: expected a header in JSON, found String value length (85649) exceeds the maximum allowed (655...; copy the file again, or save it again"
      })
  void itIsNotHeld(String kind, String expected) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LongMetadataTest.class.getName(),
                kind)
            .redirectErrorStream(true)
            .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(expected + "\n", said);
    assertEquals(0, process.waitFor());
  }
}
