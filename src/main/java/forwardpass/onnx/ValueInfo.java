package forwardpass.onnx;

/** ValueInfoProto: an input or output of the graph. */
record ValueInfo(String name, TensorType type) {
  private static final int NAME = 1;
  private static final int TYPE = 2;

  static ValueInfo read(Message message) {
    String name = "";
    TensorType type = TensorType.UNKNOWN;
    while (message.hasNext()) {
      switch (message.field()) {
        case NAME -> name = message.text();
        case TYPE -> type = TensorType.read(message.message());
        default -> message.skip();
      }
    }
    return new ValueInfo(name, type);
  }
}
