package forwardpass.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.files.FoundFile;
import forwardpass.files.FoundFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How files are cut into tasks, and what a task is told of each. */
class ImageSliceTest {
  private static final Path CATS = new Path("file:/dump/cats and dogs");
  private static final Path BIRDS = new Path("s3a://bucket/Vögel");

  /** Names beyond ASCII, one of two units of UTF-16, and one that is empty but for its suffix. */
  private static final List<FoundFile> FILES =
      List.of(
          new FoundFile(CATS, "a.png", 300, 1),
          new FoundFile(CATS, "é漢.png", 5_000_000_000L, 1),
          new FoundFile(CATS, "\ud83d\udc31.png", 0, 1),
          new FoundFile(BIRDS, ".png", 7, 1),
          new FoundFile(BIRDS, "z:1.png", 8, 1));

  private static FoundFiles found(List<FoundFile> files) {
    return new FoundFiles("dump", files, List.of(CATS), false, true, Set.of(BIRDS));
  }

  private static String text(InternalRow row) {
    return "%s | %s | %d | %s"
        .formatted(
            row.getUTF8String(DirectorySlice.DIRECTORY),
            row.getUTF8String(DirectorySlice.NAME),
            row.getLong(DirectorySlice.LENGTH),
            row.getBoolean(DirectorySlice.MAY_HAVE_CHECKSUMS));
  }

  private static ImageSlice sent(ImageSlice slice) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(slice);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ImageSlice) in.readObject();
    }
  }

  private static List<String> texts(ImageSlice slice) {
    List<String> texts = new ArrayList<>();
    for (DirectorySlice directory : slice.directories()) {
      directory.rows().forEachRemaining(row -> texts.add(text(row)));
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1000})
  void tasksAreToldOfEachFileOnceInOrder(int partitions) throws Exception {
    List<String> texts = new ArrayList<>();

    for (ImageSlice slice : ImageSlice.cut(found(FILES), partitions)) {
      texts.addAll(texts(sent(slice)));
    }

    assertEquals(
        List.of(
            "file:/dump/cats and dogs | a.png | 300 | false",
            "file:/dump/cats and dogs | é漢.png | 5000000000 | false",
            "file:/dump/cats and dogs | \ud83d\udc31.png | 0 | false",
            "s3a://bucket/Vögel | .png | 7 | true",
            "s3a://bucket/Vögel | z:1.png | 8 | true"),
        texts);
  }

  @Test
  void tasksHaveLikeWork() {
    List<FoundFile> files =
        IntStream.range(0, 900).mapToObj(i -> new FoundFile(BIRDS, i + ".png", 100, 1)).toList();

    List<ImageSlice> slices = ImageSlice.cut(found(files), 8);

    assertEquals(
        List.of(113, 113, 113, 113, 113, 113, 113, 109),
        slices.stream().map(slice -> texts(slice).size()).toList());
  }

  @Test
  void taskOfManyFilesIsFewBytes() throws Exception {
    List<FoundFile> files =
        IntStream.range(0, 10_000)
            .mapToObj(i -> new FoundFile(CATS, "image-%05d.png".formatted(i), 100, 1))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ImageSlice.cut(found(files), 1).get(0));
    }

    int ofNames = 10_000 * "image-00000.png".length();
    assertTrue(bytes.size() < ofNames + 10_000 * 12 + 1000, bytes.size() + " bytes");
  }
}
