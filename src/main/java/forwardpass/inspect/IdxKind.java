package forwardpass.inspect;

import forwardpass.files.FileType;
import forwardpass.idx.IdxHeader;
import forwardpass.idx.IdxReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Images or labels in IDX. */
final class IdxKind implements FileKind {
  @Override
  public boolean matches(byte[] head, FileType type) {
    return head.length >= 2 && head[0] == 0 && head[1] == 0;
  }

  @Override
  public List<String> describe(InputStream in, String file) throws IOException {
    IdxHeader header = IdxHeader.read(in, file);
    try (IdxReader items = new IdxReader(in, header, file, 0)) {
      items.skip(header.count());
      items.expectEnd();
    }
    return List.of(
        "format: IDX",
        "elements: " + elements(header),
        "dimensions: "
            + header.dimensions().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
        String.format(
            Locale.ROOT,
            "count: %,d %s",
            header.count(),
            header.dimensions().size() == 1 || header.hasExtendedLabels()
                ? "labels"
                : "images of " + header.itemShape()));
  }

  private static String elements(IdxHeader header) {
    String name = header.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    int bytes = header.type().bytes();
    return bytes == 1 ? name : "%s, %d bytes each, big-endian".formatted(name, bytes);
  }
}
