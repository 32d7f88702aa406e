package forwardpass.weights.pickle;

import java.util.Optional;

/**
 * The functions and classes that a pickle of NumPy arrays by name needs, each by its exact names.
 * There are no others, and naming one of these does no more than a few lines of {@link NumpyCalls}.
 */
enum Global implements Value {
  /** Makes an array without data; NumPy 2 moved it, as it did the next one. */
  RECONSTRUCT("numpy.core.multiarray", "numpy._core.multiarray", "_reconstruct"),
  /** Makes an array from its data: protocol 5. */
  FROM_BUFFER("numpy.core.numeric", "numpy._core.numeric", "_frombuffer"),
  NDARRAY("numpy", "numpy", "ndarray"),
  DTYPE("numpy", "numpy", "dtype"),
  /** Makes a single number: what an epoch or a loss is. */
  SCALAR("numpy.core.multiarray", "numpy._core.multiarray", "scalar"),
  ORDERED_DICT("collections", "collections", "OrderedDict"),
  /** Makes bytes from a str of Latin-1: what Python 3 writes in protocols 0 to 2. */
  ENCODE("_codecs", "_codecs", "encode"),
  /** The same for no bytes at all: the data of an array that has a dimension of 0. */
  BYTES("__builtin__", "__builtin__", "bytes");

  private final String module;
  private final String newerModule;
  private final String name;

  Global(String module, String newerModule, String name) {
    this.module = module;
    this.newerModule = newerModule;
    this.name = name;
  }

  /** The global of this module and name; none where it is not one of these. */
  static Optional<Value> find(String module, String name) {
    for (Global global : values()) {
      boolean inModule = global.module.equals(module) || global.newerModule.equals(module);
      if (inModule && global.name.equals(name)) {
        return Optional.of(global);
      }
    }
    return Optional.empty();
  }

  /** The name in Python, for messages. */
  String qualifiedName() {
    return module + "." + name;
  }

  @Override
  public String described() {
    return "the function " + qualifiedName();
  }
}
