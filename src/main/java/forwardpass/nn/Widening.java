package forwardpass.nn;

/** Turns pixels of unsigned bytes into floats. An instance has buffers, and serves one thread. */
interface Widening {
  /** How many floats an implementation may write behind the last one that is asked for. */
  int SLACK = 16;

  /**
   * Copies some columns of a batch, as floats times a scale.
   *
   * @param pixels [rows, columns.width()]; may be longer
   * @param selected [rows, columns.count()], overwritten, and {@link #SLACK} values behind them
   */
  void widen(byte[] pixels, int rows, NonzeroColumns columns, float scale, float[] selected);
}
