package forwardpass.inspect;

import forwardpass.error.InputException;
import forwardpass.files.FileType;
import forwardpass.files.FileTypes;
import forwardpass.files.HadoopPath;
import forwardpass.hub.ModelDirectory;
import forwardpass.hub.PreprocessorConfig;
import forwardpass.idx.Gzip;
import forwardpass.model.GraphRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Describes a file or directory of any kind that the program reads. */
public final class Inspection {
  private static final int SHOWN_BYTES = 16;
  private static final int COLOURS = 3;

  private final Configuration hadoop;

  /** Reads from the file systems of this configuration. */
  public Inspection(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  private List<FileKind> kinds(GraphRequest request) {
    // In the order in which they are asked: nearly anything could be a pickle, and a safetensors
    // file, too, may begin with zeros.
    return List.of(
        new OnnxKind(hadoop, request),
        new ParquetKind(hadoop),
        new ImageKind(),
        TextKind.libsvm(),
        TextKind.csv(),
        new WeightsKind(),
        new IdxKind());
  }

  /**
   * Reads a whole file, checks it, and describes it in lines of {@code name: value}; or describes
   * what a directory holds.
   *
   * @throws forwardpass.error.ForwardpassException where it is damaged, or of no kind that is known
   * @throws java.io.FileNotFoundException where there is nothing
   * @throws IOException where it cannot be read
   */
  public List<String> describe(String path) throws IOException {
    Path named = HadoopPath.of(path);
    FileSystem fileSystem = named.getFileSystem(hadoop);
    FileStatus status = fileSystem.getFileStatus(named);
    if (!status.isDirectory()) {
      return file(status, path, GraphRequest.NONE);
    }
    if (SavedModel.isAt(fileSystem, status.getPath())) {
      return SavedModel.describe(fileSystem, status.getPath(), path);
    }
    return ModelDirectory.isAt(fileSystem, named)
        ? modelDirectory(fileSystem, named, path)
        : Dump.describe(path, hadoop);
  }

  private List<String> modelDirectory(FileSystem fileSystem, Path directory, String path)
      throws IOException {
    Path weights = ModelDirectory.weights(fileSystem, directory, path).orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add("directory: " + path);
    lines.addAll(
        file(
            fileSystem.getFileStatus(weights),
            weights.toString(),
            pictures(fileSystem, directory)));
    lines.addAll(ModelNotes.of(fileSystem, directory, lines));
    return lines;
  }

  /** A graph may take pictures of any size: it is told that of those that it will be given. */
  private static GraphRequest pictures(FileSystem fileSystem, Path directory) throws IOException {
    Optional<PreprocessorConfig> config = ModelDirectory.preprocessor(fileSystem, directory);
    return GraphRequest.NONE.ofPictures(
        config.flatMap(PreprocessorConfig::size),
        config.isPresent() && config.get().isBlueFirst()
            ? OptionalInt.of(COLOURS)
            : OptionalInt.empty());
  }

  private List<String> file(FileStatus status, String file, GraphRequest request)
      throws IOException {
    try (InputStream in = HadoopPath.open(status.getPath(), hadoop)) {
      MessageDigest sha256 = DigestUtils.getSha256Digest();
      PushbackInputStream stored = peeking(new DigestInputStream(in, sha256));
      boolean isGzip = Gzip.isGzip(peek(stored));
      PushbackInputStream content = isGzip ? peeking(Gzip.decompress(stored, file)) : stored;
      List<String> found =
          new ArrayList<>(kind(peek(content), file, request).describe(content, file));
      if (isGzip) {
        found.set(0, found.get(0) + ", gzipped");
      }
      List<String> lines = new ArrayList<>();
      lines.add("file: " + file);
      lines.add(String.format(Locale.ROOT, "length: %,d bytes", status.getLen()));
      lines.add("SHA-256: " + HexFormat.of().formatHex(sha256.digest()));
      lines.addAll(found);
      return lines;
    }
  }

  private FileKind kind(byte[] head, String file, GraphRequest request) {
    FileType type = FileTypes.of(head, file);
    for (FileKind kind : kinds(request)) {
      if (kind.matches(head, type)) {
        return kind;
      }
    }
    byte[] shown = java.util.Arrays.copyOf(head, Math.min(head.length, SHOWN_BYTES));
    throw new InputException(
        "Unsupported: %s, byte 0: expected IDX, weights as pickle, npz, safetensors, PyTorch, Keras or ONNX, a picture, Parquet, CSV or LIBSVM, found %s; check that this is the file you meant"
            .formatted(
                file,
                head.length == 0 ? "an empty file" : HexFormat.ofDelimiter(" ").formatHex(shown)));
  }

  private static PushbackInputStream peeking(InputStream in) {
    return new PushbackInputStream(in, FileTypes.HEAD_BYTES);
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(FileTypes.HEAD_BYTES);
    in.unread(head);
    return head;
  }
}
