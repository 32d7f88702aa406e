package forwardpass.weights;

/** What the order of the arrays in a file says of that of the layers. */
enum FileOrder {
  /** It is that of the layers: the format says so. */
  LAYERS,

  /** It is that in which they were given to the file's writer. */
  WRITERS,

  /** Nothing: the format's library sorts them by name. */
  SORTED
}
