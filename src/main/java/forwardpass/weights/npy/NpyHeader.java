package forwardpass.weights.npy;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.ArrayData;
import forwardpass.weights.data.DataSet;
import forwardpass.weights.data.FilePosition;
import forwardpass.weights.data.Layout;
import forwardpass.weights.data.NumberType;
import forwardpass.weights.data.NumpyType;
import forwardpass.weights.data.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The head of an array in NumPy's npy format, versions 1.0, 2.0 and 3.0: {@code \x93NUMPY}, the
 * version, a length, and a dict of that length, as {@code numpy.lib.format} describes it.
 *
 * @param data what follows the header; null where that is no array of floats: a single number, or
 *     texts
 * @param layout how the elements lie in it
 * @param length of the header in bytes
 */
record NpyHeader(ArrayData data, Layout layout, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAGIC_AND_VERSION = MAGIC.length + 2;

  /** NumPy's own limit for files that are not trusted. */
  private static final int LONGEST = 10_000;

  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Texts, and with a shape of nothing a single value of any type but floats and objects. */
  private static final Pattern TEXT = Pattern.compile("[<>|=][US][0-9]{1,6}");

  private static final Pattern PLAIN =
      Pattern.compile("[<>|=]([biucUSmM][0-9]{1,6}|f1[26])(\\[.*])?");

  /**
   * Reads the header that a stream stands before, at the start of a file.
   *
   * @param name of the array
   */
  static NpyHeader read(InputStream in, String file, String name) throws IOException {
    FilePosition start = new FilePosition(file, 0);
    byte[] magic = in.readNBytes(MAGIC_AND_VERSION);
    if (magic.length < MAGIC_AND_VERSION) {
      throw start.truncated("an npy header", magic.length + " bytes");
    }
    String hex = HexFormat.of().formatHex(magic);
    if (!hex.startsWith(HexFormat.of().formatHex(MAGIC))) {
      throw start.unsupported(
          "an array in npy format, from 93 4e 55 4d 50 59 on",
          HexFormat.ofDelimiter(" ").formatHex(magic, 0, MAGIC.length),
          FilePosition.SAVE_FLOATS + " with numpy.savez");
    }
    String version = magic[MAGIC.length] + "." + magic[MAGIC.length + 1];
    int lengthBytes =
        switch (version) {
          case "1.0" -> Short.BYTES;
          case "2.0", "3.0" -> Integer.BYTES;
          default ->
              throw new FilePosition(file, MAGIC.length)
                  .unsupported(
                      "npy version 1.0, 2.0 or 3.0",
                      (magic[MAGIC.length] & 0xff) + "." + (magic[MAGIC.length + 1] & 0xff),
                      "save the array again with numpy.savez");
        };
    // Only 3.0 is UTF-8; what it can say beyond Latin-1 are the names of structured types.
    Charset charset = version.equals("3.0") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    int length = length(in, lengthBytes, new FilePosition(file, MAGIC_AND_VERSION));
    int textOffset = MAGIC_AND_VERSION + lengthBytes;
    FilePosition position = new FilePosition(file, textOffset);
    byte[] text = in.readNBytes(length);
    if (text.length < length) {
      throw position.truncated("a header of " + length + " bytes", String.valueOf(text.length));
    }
    return parse(new String(text, charset), name, position, textOffset + length);
  }

  private static int length(InputStream in, int lengthBytes, FilePosition position)
      throws IOException {
    byte[] bytes = in.readNBytes(lengthBytes);
    if (bytes.length < lengthBytes) {
      throw position.truncated(
          "the length of the header, " + lengthBytes + " bytes", String.valueOf(bytes.length));
    }
    ByteBuffer padded = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long length = padded.put(bytes).getLong(0);
    if (length > LONGEST) {
      throw position.unsupported(
          "a header of at most " + LONGEST + " bytes",
          String.valueOf(length),
          FilePosition.COPY_AGAIN);
    }
    return (int) length;
  }

  private static NpyHeader parse(
      String text, String name, FilePosition position, int headerLength) {
    Map<String, Literal> dict = DictLiteral.parse(text, position);
    if (!dict.keySet().equals(KEYS)) {
      throw position.corrupt(
          "the keys descr, fortran_order and shape", Quote.plain(String.join(", ", dict.keySet())));
    }
    if (!(dict.get("descr") instanceof Literal.Text descr)) {
      throw position.corrupt("a str as descr", dict.get("descr").described());
    }
    if (!(dict.get("fortran_order") instanceof Literal.Bool fortranOrder)) {
      throw position.corrupt("a bool as fortran_order", dict.get("fortran_order").described());
    }
    List<Integer> shape = shape(dict.get("shape"), position);
    Layout layout = fortranOrder.value() ? Layout.columnMajor(shape) : Layout.rowMajor(shape);
    boolean isLeftOut =
        TEXT.matcher(descr.value()).matches()
            || (shape.isEmpty() && PLAIN.matcher(descr.value()).matches());
    ArrayData data = isLeftOut ? null : data(descr.value(), layout, name, position);
    return new NpyHeader(data, layout, headerLength);
  }

  private static List<Integer> shape(Literal value, FilePosition position) {
    if (!(value instanceof Literal.Tuple tuple)) {
      throw position.corrupt("a tuple as shape", value.described());
    }
    return Shape.of(tuple.values(), position, FilePosition.SAVE_FLOATS);
  }

  private static ArrayData data(String descr, Layout layout, String name, FilePosition position) {
    NumpyType type = new NumpyType(descr.isEmpty() ? "" : descr.substring(1));
    NumberType number =
        type.number()
            .orElseThrow(() -> noFloats(name, type.label(), layout.shape().size(), position));
    ByteOrder order =
        NumpyType.byteOrder(descr.substring(0, 1))
            .orElseThrow(() -> position.corrupt("a byte order of < or >", Quote.quoted(descr)));
    return new ArrayData(number, order, layout.count());
  }

  private static WeightsException noFloats(
      String name, String label, int rank, FilePosition position) {
    return DataSet.refusal(name, label, rank, position)
        .orElseGet(
            () ->
                position.unsupported(
                    "an array of float16, float32 or float64", label, FilePosition.SAVE_FLOATS));
  }
}
