package forwardpass.onnx;

/** OperatorSetIdProto: which version of a domain's operators a model uses. */
record OpsetId(String domain, long version) {
  private static final int DOMAIN = 1;
  private static final int VERSION = 2;

  static OpsetId read(Message message) {
    String domain = "";
    long version = 1;
    while (message.hasNext()) {
      switch (message.field()) {
        case DOMAIN -> domain = message.text();
        case VERSION -> version = message.integer();
        default -> message.skip();
      }
    }
    return new OpsetId(domain, version);
  }

  /** Whether it is that of ONNX itself. */
  boolean isOwn() {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
