package forwardpass.inspect;

import forwardpass.idx.Gzip;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Images or labels in IDX, gzipped or not. */
final class IdxKind implements FileKind {
  private static final int GZIP_MAGIC_BYTES = 2;

  @Override
  public boolean matches(byte[] head) {
    return Gzip.isGzip(head) || (head.length >= 2 && head[0] == 0 && head[1] == 0);
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(in, GZIP_MAGIC_BYTES);
    byte[] magic = whole.readNBytes(GZIP_MAGIC_BYTES);
    whole.unread(magic);
    boolean gzip = Gzip.isGzip(magic);
    try (InputStream content = gzip ? Gzip.decompress(whole, file) : whole) {
      IdxHeader header = IdxHeader.read(content, file);
      try (IdxReader items = new IdxReader(content, header, file, 0)) {
        items.skip(header.count());
        items.expectEnd();
      }
      return lines(gzip, header);
    }
  }

  private static List<String> lines(boolean gzip, IdxHeader header) {
    return List.of(
        "format: IDX, " + (gzip ? "gzipped" : "not gzipped"),
        "elements: " + elements(header),
        "dimensions: "
            + header.dimensions().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
        String.format(
            Locale.ROOT,
            "count: %,d %s",
            header.count(),
            header.dimensions().size() == 1 ? "labels" : "images of " + header.itemShape()));
  }

  private static String elements(IdxHeader header) {
    String name = header.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    int bytes = header.type().bytes();
    return bytes == 1 ? name : "%s, %d bytes each, big-endian".formatted(name, bytes);
  }
}
