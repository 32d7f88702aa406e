package forwardpass.inspect;

import forwardpass.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Describes a file of any kind that the program reads. */
public final class Inspection {
  /** How many bytes of a file, where it has so many, tell its kind. */
  static final int HEAD_BYTES = 16;

  /** In the order in which they are asked: a safetensors file, too, may begin with zeros. */
  private static final List<FileKind> KINDS =
      List.of(new OnnxKind(), new WeightsKind(), new IdxKind());

  private Inspection() {}

  /**
   * Reads a whole file, checks it, and describes it in lines of {@code name: value}.
   *
   * @param in may be closed
   * @param file what to call the file in messages
   * @throws forwardpass.error.ForwardpassException where it is damaged, or of no kind that is known
   * @throws IOException where the stream fails
   */
  public static List<String> describe(InputStream in, String file) throws IOException {
    MessageDigest sha256 = sha256();
    PushbackInputStream whole =
        new PushbackInputStream(new DigestInputStream(in, sha256), HEAD_BYTES);
    byte[] head = whole.readNBytes(HEAD_BYTES);
    whole.unread(head);
    List<String> content = kind(head, file).describe(whole, file);
    List<String> lines = new ArrayList<>();
    lines.add("SHA-256: " + HexFormat.of().formatHex(sha256.digest()));
    lines.addAll(content);
    return lines;
  }

  private static FileKind kind(byte[] head, String file) {
    for (FileKind kind : KINDS) {
      if (kind.matches(head)) {
        return kind;
      }
    }
    throw new InputException(
        "Unsupported: %s, byte 0: expected IDX, or weights as pickle, npz, safetensors or ONNX, found %s; check that this is the file you meant"
            .formatted(
                file,
                head.length == 0 ? "an empty file" : HexFormat.ofDelimiter(" ").formatHex(head)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
