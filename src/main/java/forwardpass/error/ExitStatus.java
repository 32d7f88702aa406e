package forwardpass.error;

/** How the program ends. */
public enum ExitStatus {
  DONE(0),
  FAULT(1),
  USAGE(2),
  INPUT(3),
  WEIGHTS(4),
  OUTPUT(5),
  QUALITY(6);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static ExitStatus of(ForwardpassException failure) {
    if (failure instanceof InputException) {
      return INPUT;
    } else if (failure instanceof WeightsException) {
      return WEIGHTS;
    } else if (failure instanceof OutputException) {
      return OUTPUT;
    } else if (failure instanceof UsageException) {
      return USAGE;
    } else if (failure instanceof QualityException) {
      return QUALITY;
    }
    throw new IllegalArgumentException(failure);
  }
}
