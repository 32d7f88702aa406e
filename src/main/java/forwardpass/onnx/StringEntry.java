package forwardpass.onnx;

/** StringStringEntryProto: a key and its value. */
record StringEntry(String key, String value) {
  private static final int KEY = 1;
  private static final int VALUE = 2;

  static StringEntry read(Message message) {
    String key = "";
    String value = "";
    while (message.hasNext()) {
      switch (message.field()) {
        case KEY -> key = message.text();
        case VALUE -> value = message.text();
        default -> message.skip();
      }
    }
    return new StringEntry(key, value);
  }
}
