package forwardpass.scoring;

/** What is done about a record that cannot be scored, as Spark's own readers name it. */
public enum RecordMode {
  /** The job ends with the record's name. */
  FAILFAST,
  /** It is kept, with no prediction and with the reason in {@code _corrupt_record}. */
  PERMISSIVE,
  /** It is left out, and counted. */
  DROPMALFORMED
}
