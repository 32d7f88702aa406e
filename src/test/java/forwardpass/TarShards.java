package forwardpass;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Images of the test set in shards. */
final class TarShards {
  private TarShards() {}

  static void write(OutputStream out, int from, int end) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      for (int image = from; image < end; image++) {
        add(tar, key(image) + ".png", MnistTables.png(image));
        add(tar, key(image) + ".cls", text(String.valueOf(MnistTables.labels[image])));
        add(tar, key(image) + ".json", text("{\"n\": %d}".formatted(image)));
      }
    }
  }

  static String key(int image) {
    return "test/%06d".formatted(image);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    TarArchiveEntry member = new TarArchiveEntry(name);
    member.setSize(content.length);
    tar.putArchiveEntry(member);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
