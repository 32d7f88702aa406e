package forwardpass.npz;

import forwardpass.error.InputException;
import forwardpass.error.Quote;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Images in NumPy's files, with their labels where they are in an archive with them: {@code .npz},
 * as {@code numpy.savez} writes it, or {@code .npy}, which has images alone.
 *
 * @param images [count, ...]
 * @param labels of those, [count]; null where there are none
 */
public record ArrayFile(ArrayStream images, ArrayStream labels, Closeable zip)
    implements Closeable {
  /** What images are called, by rank. */
  private static final List<String> IMAGES = List.of("x_test", "x", "images", "arr_0");

  private static final List<String> LABELS = List.of("y_test", "y", "labels", "arr_1");
  private static final String SUFFIX = ".npy";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_NAMES = 20;

  /**
   * Opens a file; the caller closes it, and it closes the channel.
   *
   * @param path what to call it in messages
   * @throws InputException where it is damaged, or has no images
   */
  public static ArrayFile open(SeekableByteChannel channel, String path) {
    try {
      int first = Channels.newInputStream(channel).read();
      channel.position(0);
      if (first != 'P') {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        return new ArrayFile(ArrayStream.open(in, path, null), null, channel);
      }
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
    try {
      return open(ZipFile.builder().setSeekableByteChannel(channel).get(), path);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          "Truncated or corrupt: %s: expected the directory of a zip at its end, found none that is whole (%s); copy it again"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static ArrayFile open(ZipFile zip, String path) throws IOException {
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
    ZipArchiveEntry images =
        find(entries, IMAGES)
            .orElseThrow(
                () ->
                    new InputException(
                        "Unsupported: %s: expected images as one of %s, found %s; give weights with --weights, or name the arrays so with numpy.savez"
                            .formatted(path, String.join(", ", IMAGES), names(entries))));
    Optional<ZipArchiveEntry> labels = find(entries, LABELS);
    ArrayStream opened = stream(zip, images, path);
    return new ArrayFile(opened, labels.isEmpty() ? null : stream(zip, labels.get(), path), zip);
  }

  private static Optional<ZipArchiveEntry> find(List<ZipArchiveEntry> entries, List<String> names) {
    for (String name : names) {
      List<ZipArchiveEntry> found =
          entries.stream().filter(entry -> entry.getName().equals(name + SUFFIX)).toList();
      if (!found.isEmpty()) {
        return Optional.of(found.get(0));
      }
    }
    return Optional.empty();
  }

  private static String names(List<ZipArchiveEntry> entries) {
    String names =
        String.join(
            ", ",
            entries.stream()
                .limit(MOST_NAMES)
                .map(entry -> entry.getName().replaceFirst("\\.npy$", ""))
                .toList());
    return entries.isEmpty() ? "nothing" : Quote.plain(names);
  }

  private static ArrayStream stream(ZipFile zip, ZipArchiveEntry entry, String path)
      throws IOException {
    String place = path + ", " + Quote.plain(entry.getName());
    if (!zip.canReadEntryData(entry)) {
      throw new InputException(
          "Unsupported: %s: expected an array that is stored or deflated, found another method; save it with numpy.savez"
              .formatted(place));
    }
    CheckedInputStream checked = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    return ArrayStream.open(
        new BufferedInputStream(checked, BUFFER_BYTES),
        place,
        () -> checked.getChecksum().getValue() == entry.getCrc());
  }

  private static InputException cannotRead(String path, IOException cause) {
    return new InputException(
        "Cannot read %s: %s; check the path and your permissions"
            .formatted(path, cause.getMessage()),
        cause);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
