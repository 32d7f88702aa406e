package forwardpass.weights.pickle;

import forwardpass.error.Quote;
import forwardpass.error.WeightsException;
import forwardpass.weights.data.FilePosition;
import java.util.List;
import java.util.Set;

/**
 * What a pickle asks for that is not in {@link Global}: objects of other tools, which are named
 * with the way to have their arrays; classes of the user's own; and functions, which only hostile
 * files call. None is loaded.
 */
final class ForeignObject {
  /**
   * @param module whose name, or the start of whose name, tells the tool; or a class in one
   */
  private record Tool(String module, String what, String advice) {
    boolean has(String called) {
      return called.equals(module) || called.startsWith(module + ".");
    }
  }

  private static final String BY_NAME =
      "save its arrays as a dict of NumPy float32 arrays with pickle.dump";

  private static final String AS_ARRAY = "save them as numpy.asarray(matrix) with pickle.dump";

  private static final String WITHOUT =
      "leave it out, and save the arrays as a dict of NumPy float32 arrays with pickle.dump";

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "sklearn",
              "an estimator of scikit-learn",
              "save an MLPClassifier's arrays with pickle.dump([a for layer in zip(model.coefs_, model.intercepts_) for a in layer], file), or convert it to ONNX with skl2onnx"),
          new Tool(
              "joblib",
              "a file of joblib",
              "load it with joblib.load and save what it holds with pickle.dump, without joblib"),
          new Tool(
              "torch",
              "tensors or modules of PyTorch",
              "save model.state_dict() with torch.save, or export the model to ONNX"),
          new Tool(
              "tensorflow",
              "an object of TensorFlow",
              "save model.get_weights() with pickle.dump, or convert it to ONNX with tf2onnx"),
          new Tool(
              "keras",
              "an object of Keras",
              "save model.get_weights() with pickle.dump, or export the model to ONNX"),
          new Tool("jax", "arrays of JAX", "save them as numpy.asarray(array) with pickle.dump"),
          new Tool("flax", "an object of Flax", BY_NAME),
          new Tool("cupy", "arrays of CuPy", "save them as cupy.asnumpy(array) with pickle.dump"),
          new Tool("pandas", "an object of pandas", "save its to_numpy() with pickle.dump"),
          new Tool("scipy", "an object of SciPy", BY_NAME),
          new Tool("chainer", "an object of Chainer", BY_NAME),
          new Tool("theano", "an object of Theano", BY_NAME),
          new Tool("lasagne", "an object of Lasagne", BY_NAME),
          new Tool("xgboost", "a model of XGBoost, no network of dense layers", BY_NAME),
          new Tool("lightgbm", "a model of LightGBM, no network of dense layers", BY_NAME),
          new Tool("numpy.matrixlib", "matrices of the class numpy.matrix", AS_ARRAY),
          new Tool("numpy.matrix", "matrices of the class numpy.matrix", AS_ARRAY),
          new Tool("numpy.random", "a generator of random numbers", WITHOUT),
          new Tool("random.Random", "a generator of random numbers", WITHOUT),
          new Tool("collections.defaultdict", "a defaultdict", "save dict(it) with pickle.dump"),
          new Tool("collections.deque", "a deque", "save list(it) with pickle.dump"),
          new Tool("datetime.datetime", "a time", WITHOUT),
          new Tool("datetime.date", "a date", WITHOUT),
          new Tool("datetime.timedelta", "a time", WITHOUT),
          new Tool("pathlib.PosixPath", "a path", WITHOUT),
          new Tool("pathlib.WindowsPath", "a path", WITHOUT),
          new Tool("pathlib._local.PosixPath", "a path", WITHOUT),
          new Tool("pathlib._local.WindowsPath", "a path", WITHOUT),
          new Tool("types.SimpleNamespace", "a SimpleNamespace", "save vars(it) with pickle.dump"),
          new Tool(
              "numpy.ma",
              "masked arrays of NumPy",
              "save them as array.filled(0) with pickle.dump"));

  private static final Tool MODULES =
      new Tool("torch.nn", "a whole module of PyTorch, or a part of one", Vocabulary.STATE_DICT);

  private static final Tool OF_TORCH =
      new Tool("torch", "what no plain tensor needs", Vocabulary.STATE_DICT);

  /** Modules of Python's whose classes can run code, and that no weights come from. */
  private static final Set<String> PYTHONS_OWN =
      Set.of(
          "__builtin__",
          "_codecs",
          "_io",
          "_pickle",
          "_posixsubprocess",
          "_thread",
          "asyncio",
          "bdb",
          "builtins",
          "cProfile",
          "code",
          "codecs",
          "codeop",
          "commands",
          "copy_reg",
          "copyreg",
          "ctypes",
          "distutils",
          "doctest",
          "ensurepip",
          "ftplib",
          "functools",
          "http",
          "idlelib",
          "imaplib",
          "imp",
          "importlib",
          "inspect",
          "io",
          "linecache",
          "logging",
          "marshal",
          "multiprocessing",
          "nt",
          "numpy",
          "operator",
          "os",
          "pathlib",
          "pdb",
          "pickle",
          "pip",
          "pkgutil",
          "platform",
          "posix",
          "profile",
          "pty",
          "pydoc",
          "runpy",
          "setuptools",
          "shelve",
          "shutil",
          "site",
          "smtplib",
          "socket",
          "sqlite3",
          "ssl",
          "subprocess",
          "sys",
          "tempfile",
          "test",
          "threading",
          "timeit",
          "trace",
          "types",
          "unittest",
          "urllib",
          "venv",
          "webbrowser",
          "xmlrpc",
          "zipimport");

  private ForeignObject() {}

  /** The failure that names it. */
  static WeightsException refusal(
      String module, String name, Vocabulary vocabulary, FilePosition position) {
    String qualified = Quote.plain(module) + "." + Quote.plain(name);
    if (vocabulary == Vocabulary.TENSORS) {
      return amongTensors(module, name, qualified, position);
    }
    for (Tool tool : TOOLS) {
      if (tool.has(module) || tool.module().equals(module + "." + name)) {
        return position.unsupported(
            "NumPy arrays", tool.what() + " (" + qualified + ")", tool.advice());
      }
    }
    if (isClass(module, name)) {
      return position.unsupported("NumPy arrays", "an object of the class " + qualified, BY_NAME);
    }
    return position.forbidden(
        "the pickle calls "
            + qualified
            + "; a weights file may call only NumPy's own array functions");
  }

  private static WeightsException amongTensors(
      String module, String name, String qualified, FilePosition position) {
    String what;
    if (MODULES.has(module)) {
      what = MODULES.what();
    } else if (OF_TORCH.has(module)) {
      what = OF_TORCH.what();
    } else {
      what =
          TOOLS.stream()
              .filter(tool -> tool.has(module) || tool.module().equals(module + "." + name))
              .map(Tool::what)
              .findFirst()
              .orElse(isClass(module, name) ? "an object of a class" : null);
    }
    return what == null
        ? position.forbidden(
            "the pickle calls " + qualified + "; a file of PyTorch may call only what tensors need")
        : position.unsupported(
            "tensors of PyTorch and nothing else",
            what + " (" + qualified + ")",
            Vocabulary.STATE_DICT);
  }

  /** By how names are written: nothing is looked up. */
  private static boolean isClass(String module, String name) {
    return module.matches("[A-Za-z_][A-Za-z0-9_.]*")
        && name.matches("[A-Z][A-Za-z0-9_]*")
        && !PYTHONS_OWN.contains(module.split("\\.", 2)[0]);
  }
}
