package forwardpass.blas;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS, which the job jar carries for each platform that netlib can call it on. */
final class OpenBlas {
  static final String NAME = openblas_nolapack.OPENBLAS_VERSION.strip();

  private OpenBlas() {}

  /**
   * Unpacks the library, once for each user and version, into JavaCPP's cache; loads it; and has it
   * compute on the thread that calls it, since Spark already runs a task on each core.
   *
   * @return the library's file
   * @throws IOException where the jar has none for this platform, or the cache cannot be written
   * @throws LinkageError where the library does not load
   */
  static Path load() throws IOException {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
    String resource = "/org/bytedeco/openblas/" + Loader.getPlatform() + "/libopenblas.so.0";
    File library = Loader.cacheResource(resource);
    if (library == null) {
      throw new IOException("no " + resource + " on the class path");
    }
    return library.toPath();
  }
}
