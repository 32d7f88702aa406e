package forwardpass.onnx;

import java.nio.ByteBuffer;

/**
 * Puts the values that a model keeps in files beside it into the model itself: PyTorch's exporter
 * leaves them outside, and so does every writer of a model of more than 2 GiB.
 */
public final class ExternalData {
  /** Of ModelProto. */
  private static final int GRAPH = 7;

  /** Of GraphProto. */
  private static final int INITIALIZER = 5;

  /** Of TensorProto. */
  private static final int RAW_DATA = 9;

  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private final DataFiles files;
  private final String file;
  private boolean isFound;

  private ExternalData(DataFiles files, String file) {
    this.files = files;
    this.file = file;
  }

  /**
   * The model in one piece; the same array where it is so.
   *
   * @param model the bytes of its file
   * @param file what to call it in messages
   * @throws forwardpass.error.WeightsException where values are missing, or in no file beside it
   * @throws forwardpass.error.UsageException where memory does not hold them all
   */
  public static byte[] inlined(byte[] model, String file, DataFiles files) {
    ExternalData data = new ExternalData(files, file);
    MessageParts whole = data.model(new Message(ByteBuffer.wrap(model), file));
    if (!data.isFound) {
      return model;
    }
    byte[] all = new byte[OnnxReader.requireRoom(whole.length(), file)];
    whole.copyTo(all);
    return all;
  }

  private MessageParts model(Message message) {
    MessageParts parts = new MessageParts();
    while (message.hasNext()) {
      if (message.field() == GRAPH) {
        parts.add(GRAPH, graph(message.message()));
      } else {
        parts.add(message.whole());
      }
    }
    return parts;
  }

  private MessageParts graph(Message message) {
    MessageParts parts = new MessageParts();
    while (message.hasNext()) {
      if (message.field() == INITIALIZER) {
        parts.add(INITIALIZER, tensor(message.bytes()));
      } else {
        parts.add(message.whole());
      }
    }
    return parts;
  }

  private MessageParts tensor(ByteBuffer bytes) {
    ExternalValues values = ExternalValues.read(new Message(bytes, file), file);
    MessageParts parts = new MessageParts();
    if (values == null) {
      parts.add(bytes);
      return parts;
    }
    isFound = true;
    Message message = new Message(bytes, file);
    while (message.hasNext()) {
      switch (message.field()) {
        case EXTERNAL_DATA, DATA_LOCATION -> message.skip();
        default -> parts.add(message.whole());
      }
    }
    parts.add(RAW_DATA, values.found(files));
    return parts;
  }
}
