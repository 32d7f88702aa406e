package forwardpass.sink;

/**
 * What messages call an output.
 *
 * @param path as it was given
 * @param option that it was given with
 */
record OutputName(String path, String option) {
  /** The path. */
  @Override
  public String toString() {
    return path;
  }
}
