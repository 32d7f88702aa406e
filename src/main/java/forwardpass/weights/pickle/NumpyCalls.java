package forwardpass.weights.pickle;

import forwardpass.weights.data.FilePosition;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the calls of a pickle (REDUCE) and the states that it sets (BUILD) do. */
final class NumpyCalls {
  /** An array takes one to four. */
  private static final int MOST_CALLS = 1 << 14;

  private final ByteSource source;
  private int made;
  private long encoded;

  NumpyCalls(ByteSource source) {
    this.source = source;
  }

  Value call(Value function, Value arguments) {
    FilePosition position = source.position();
    if (!(function instanceof Global) && !(function instanceof TensorCall)) {
      throw position.corrupt("a function to call", function.described());
    }
    if (++made > MOST_CALLS) {
      throw position.unsupported(
          "at most " + MOST_CALLS + " calls", "more", FilePosition.SAVE_ARRAYS);
    }
    if (function instanceof TensorCall tensorCall) {
      return tensorCall.call(arguments, position);
    }
    return switch ((Global) function) {
      case RECONSTRUCT -> PickledArray.reconstruct(arguments, position);
      case FROM_BUFFER -> PickledArray.fromBuffer(arguments, position);
      case DTYPE -> Dtype.create(arguments, position);
      case SCALAR -> scalar(Fields.of("the arguments of scalar", arguments, 2, 2, position));
      case ORDERED_DICT -> Dict.ordered(arguments, position);
      case ENCODE -> encode(Fields.of("the arguments of encode", arguments, 2, 2, position));
      case BYTES -> noBytes(arguments, position);
      case NDARRAY -> throw position.corrupt("a function to call", "numpy.ndarray");
    };
  }

  void build(Value object, Value state) {
    if (object instanceof Dtype dtype) {
      dtype.build(state, source.position());
    } else if (object instanceof PickledArray array) {
      array.build(state, source.position());
    } else if (object instanceof Dict dict && dict.isOrdered()) {
      // The attributes of the object: PyTorch keeps versions of its modules there.
      if (!(state instanceof Dict)) {
        throw source.position().corrupt("a dict as the state of an OrderedDict", state.described());
      }
    } else {
      throw source
          .position()
          .corrupt("a dtype or an array to set the state of", object.described());
    }
  }

  /** {@code scalar(dtype, bytes)}. */
  private static Value scalar(Fields fields) {
    Dtype dtype = fields.dtype(0);
    Bytes bytes = fields.bytes(1);
    fields.require(1, bytes.length() == dtype.itemSize(), dtype.itemSize() + " bytes");
    return new Value.Scalar(dtype);
  }

  /** {@code _codecs.encode(text, 'latin1')}. */
  private Bytes encode(Fields fields) {
    fields.require(0, fields.at(0) instanceof Value.Text, "a str");
    fields.require(1, "latin1".equals(fields.name(1)), "'latin1'");
    String text = ((Value.Text) fields.at(0)).value();
    // A file holds each text that is encoded, so encoding one of them over and over ends here.
    encoded += text.length();
    if (encoded > source.offset()) {
      throw source.position().corrupt("no more bytes than the file holds", "more");
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    // What is not Latin-1 is encoded as a question mark.
    if (!text.equals(new String(bytes, StandardCharsets.ISO_8859_1))) {
      throw source.position().corrupt("Latin-1 in the data of an array", "other characters");
    }
    return new Bytes("bytes", List.of(bytes));
  }

  /** {@code bytes()}. */
  private static Bytes noBytes(Value arguments, FilePosition position) {
    Fields.of("the arguments of bytes", arguments, 0, 0, position);
    return new Bytes("bytes", List.of());
  }
}
