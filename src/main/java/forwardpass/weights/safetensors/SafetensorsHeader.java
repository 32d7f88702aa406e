package forwardpass.weights.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import forwardpass.error.Quote;
import forwardpass.weights.data.ArrayData;
import forwardpass.weights.data.DataSet;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.Layout;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.Shape;
import forwardpass.weights.data.StoredArrays;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the header of a safetensors file: an object of {@code name: {dtype, shape, data_offsets}},
 * and of {@code __metadata__}, which is passed over. It is parsed as it arrives and never held.
 */
final class SafetensorsHeader {
  private static final int MOST_TENSORS = 1 << 12;

  /** Bytes of a single value that is no float, by type. */
  private static final Map<String, Integer> SINGLE =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("I16", 2),
          Map.entry("U16", 2),
          Map.entry("I32", 4),
          Map.entry("U32", 4),
          Map.entry("I64", 8),
          Map.entry("U64", 8));

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Of names and numbers, as they are buffered; strings of the metadata are not.
          .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(1 << 16).build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // A table that names of all files would share, and hostile ones fill.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final FilePosition position;

  private SafetensorsHeader(JsonParser parser, FilePosition position) {
    this.parser = parser;
    this.position = position;
  }

  /**
   * Reads the header that a stream stands before, to its end.
   *
   * @param length of the header in bytes
   */
  static List<SafetensorsEntry> read(InputStream in, String file, long length) throws IOException {
    FilePosition position = new FilePosition(file, Long.BYTES);
    PushbackInputStream peeked = new PushbackInputStream(in, 1);
    HeaderBytes bytes = new HeaderBytes(peeked, length);
    requireBrace(peeked, length, position);
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    try (JsonParser parser = JSON.createParser(text)) {
      List<SafetensorsEntry> entries = new SafetensorsHeader(parser, position).entries();
      bytes.requireWhole(position);
      return entries;
    } catch (JsonProcessingException e) {
      bytes.requireWhole(position);
      throw position.corrupt("a header in JSON", Quote.plain(e.getOriginalMessage()) + place(e));
    } catch (CharacterCodingException e) {
      bytes.requireWhole(position);
      throw position.corrupt("a header in UTF-8", "other bytes");
    }
  }

  /** Jackson does not say where a limit of its own is passed. */
  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at its character " + e.getLocation().getCharOffset();
  }

  private static void requireBrace(PushbackInputStream in, long length, FilePosition position)
      throws IOException {
    int first = length == 0 ? -1 : in.read();
    if (first < 0 && length > 0) {
      throw position.truncated("a header of " + length + " bytes", "0");
    }
    if (first != '{') {
      throw position.corrupt(
          "{ at the start of the header", length == 0 ? "none" : "%02x".formatted(first));
    }
    in.unread(first);
  }

  private List<SafetensorsEntry> entries() throws IOException {
    List<SafetensorsEntry> entries = new ArrayList<>();
    // Those of tensors alone: the keys of the metadata may be a hundred megabytes.
    Set<String> names = new HashSet<>();
    expect(JsonToken.START_OBJECT, parser.nextToken(), "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("__metadata__")) {
        expect(JsonToken.START_OBJECT, value, "an object as __metadata__");
        parser.skipChildren();
        continue;
      }
      requireName(name, entries.size());
      if (!names.add(name)) {
        throw position.corrupt("each tensor once", Quote.quoted(name) + " twice");
      }
      expect(JsonToken.START_OBJECT, value, "an object for tensor " + Quote.quoted(name));
      entries.add(entry(name));
    }
    if (parser.nextToken() != null) {
      throw position.corrupt("the end of the header after its object", "more of it");
    }
    return entries;
  }

  private void requireName(String name, int before) {
    if (before == MOST_TENSORS || name.length() > StoredArrays.LONGEST_NAME) {
      throw position.unsupported(
          "at most %d tensors with names of at most %d characters"
              .formatted(MOST_TENSORS, StoredArrays.LONGEST_NAME),
          "more",
          FilePosition.SAVE_FLOATS);
    }
  }

  /** The parser stands at the start of what is said of one tensor, and then at its end. */
  private SafetensorsEntry entry(String name) throws IOException {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    Set<String> keys = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!keys.add(key)) {
        throw position.corrupt(
            "each key of " + Quote.quoted(name) + " once", Quote.quoted(key) + " twice");
      }
      switch (key) {
        case "dtype" -> {
          expect(JsonToken.VALUE_STRING, value, "a string as dtype of " + Quote.quoted(name));
          dtype = parser.getText();
        }
        case "shape" -> shape = lengths(value, "shape of " + Quote.quoted(name));
        case "data_offsets" -> offsets = lengths(value, "data_offsets of " + Quote.quoted(name));
        default ->
            throw position.corrupt(
                "dtype, shape and data_offsets of " + Quote.quoted(name), Quote.quoted(key));
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      throw position.corrupt(
          "dtype, shape and data_offsets of " + Quote.quoted(name), "not all of them");
    }
    return checked(name, dtype, shape, offsets);
  }

  private List<Long> lengths(JsonToken start, String of) throws IOException {
    expect(JsonToken.START_ARRAY, start, "an array as " + of);
    List<Long> lengths = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.VALUE_NUMBER_INT, parser.currentToken(), "whole numbers as " + of);
      // Past 64 bits is past every file.
      boolean isLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      lengths.add(isLong ? parser.getLongValue() : Long.valueOf(Long.MAX_VALUE));
      if (lengths.size() > Shape.LARGEST_RANK) {
        throw position.corrupt("at most " + Shape.LARGEST_RANK + " numbers as " + of, "more");
      }
    }
    return lengths;
  }

  private SafetensorsEntry checked(
      String name, String dtype, List<Long> lengths, List<Long> offsets) {
    List<Integer> shape = Shape.of(lengths, position, FilePosition.SAVE_FLOATS);
    boolean isSingle = shape.isEmpty() && SINGLE.containsKey(dtype);
    ArrayData data =
        isSingle
            ? null
            : new ArrayData(
                type(name, dtype, shape.size()),
                ByteOrder.LITTLE_ENDIAN,
                Layout.rowMajor(shape).count());
    long length = isSingle ? SINGLE.get(dtype) : data.length();
    boolean isRange = offsets.size() == 2 && offsets.get(0) >= 0;
    if (!isRange || offsets.get(0) != offsets.get(1) - length) {
      throw position.corrupt(
          "%d bytes as data_offsets of %s, %s of shape %s"
              .formatted(length, Quote.quoted(name), dtype, shape),
          offsets.toString());
    }
    return new SafetensorsEntry(name, data, shape, offsets.get(0), offsets.get(1));
  }

  private NumberType type(String name, String dtype, int rank) {
    return switch (dtype) {
      case "F16" -> NumberType.FLOAT16;
      case "BF16" -> NumberType.BFLOAT16;
      case "F32" -> NumberType.FLOAT32;
      case "F64" -> NumberType.FLOAT64;
      default ->
          throw DataSet.refusal(name, dtype.equals("U8") ? "uint8" : dtype, rank, position)
              .orElseGet(
                  () ->
                      position.unsupported(
                          "dtype F16, BF16, F32 or F64 of " + Quote.quoted(name),
                          Quote.quoted(dtype),
                          FilePosition.SAVE_FLOATS));
    };
  }

  private void expect(JsonToken expected, JsonToken found, String what) {
    if (found != expected) {
      throw position.corrupt(what, String.valueOf(found));
    }
  }
}
