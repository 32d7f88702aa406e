package forwardpass.source.labels;

/** Where labels may be said to come from. */
public enum LabelFrom {
  /** The names of the directories that image files are in. */
  DIRECTORY,
  /** Nowhere. */
  NONE
}
