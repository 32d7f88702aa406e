package forwardpass.source.formats;

/** Where labels may be that the user names. */
public enum LabelPlace {
  /** A file of their own. */
  FILE,
  /** A column. */
  COLUMN,
  /** The names of the directories that image files are in. */
  DIRECTORY
}
