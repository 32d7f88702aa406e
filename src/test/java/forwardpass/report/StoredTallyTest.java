package forwardpass.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.net.URL;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StoredTallyTest {
  /** What version 3 stores; what maps and sets hold is there by its own name. */
  private static final String FIELDS =
      """
      BinaryScores: long[] negatives, long[] positives
      ClassCounts:\s
      ClassTally: ConfidenceBins bins, Confusions confusions, ClassCounts counts, OutputKind kind, double logLoss, Examples mistakes, double product, long[] ranks, BinaryScores scores, TallyShape shape, Examples uncertain, int width
      ConfidenceBins: long[] correct, long[] labelled, double[] labelledConfidence, long[] unlabelled, double[] unlabelledConfidence
      Confusions: int classes
      DistinctImages: long images, int zeros
      Example: double confidence, String file, long index, int label, Thumbnail picture, int prediction
      Examples: double bound, boolean mostConfident, ArrayList sorted
      Format: Moments bytes, Moments heights, long inColour, Moments widths
      ImageTally: DistinctImages distinct, StoredPictures pictures, SampledPixels pixels
      Moments: long count, double greatest, double least, double mean, double squares
      NamedCounts: TreeMap counts, long[] others, int width
      OutputErrors: double[] absolute, Moments labels, long[] ones, double[] squared, int width
      PictureShape: int channels, int height, boolean isBlueFirst, boolean isChannelsLast, int width
      RefusedRecord: String file, long index, String message
      RefusedRecords: TreeMap byReason
      SampledPixels: long blank, long images, long light, Moments values
      StoredPictures: TreeMap formats
      Tally: ClassTally classified, OutputErrors errors, NamedCounts files, ImageTally images, Moments numbers, NamedCounts reasons, RefusedRecords refused, NamedCounts refusedFiles, long[] run, String runFile, TallyShape shape
      TallyShape: boolean areNumbers, int classes, int firstClass, int inputs, OutputKind kind, int outputs, PictureShape pictures
      Thumbnail: int height, byte[] samples, int width
      """;

  /** Or else a field that a file does not have would be zero, in silence. */
  @Test
  void whatIsStoredHasAVersionOfItsOwn() throws ClassNotFoundException {
    Map<String, String> found = new TreeMap<>();
    add(Tally.class, found);
    add(Example.class, found);
    add(RefusedRecord.class, found);
    add(Class.forName("forwardpass.report.input.StoredPictures$Format"), found);

    assertEquals(4, StoredTally.VERSION);
    assertEquals(
        FIELDS,
        found.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private static void add(Class<?> type, Map<String, String> found) {
    if (!type.getName().startsWith("forwardpass.")
        || type.isEnum()
        || !Serializable.class.isAssignableFrom(type)
        || found.containsKey(type.getSimpleName())) {
      return;
    }
    ObjectStreamField[] fields = ObjectStreamClass.lookup(type).getFields();
    Arrays.sort(fields, Comparator.comparing(ObjectStreamField::getName));
    found.put(
        type.getSimpleName(),
        Arrays.stream(fields)
            .map(field -> field.getType().getSimpleName() + " " + field.getName())
            .collect(Collectors.joining(", ")));
    for (ObjectStreamField field : fields) {
      add(field.getType(), found);
    }
  }

  private static byte[] stored(int version, Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeInt(version);
    try (ObjectOutputStream out = new ObjectOutputStream(new GZIPOutputStream(bytes))) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  @Test
  void nothingElseComesToLife() throws IOException {
    byte[] other = stored(StoredTally.VERSION, new URL("https://example.org/"));

    assertThrows(
        InvalidClassException.class, () -> StoredTally.read(new ByteArrayInputStream(other)));
  }

  @Test
  void aTallyOfAnotherFormIsRefused() throws IOException {
    byte[] later = stored(5, "what is new");

    assertEquals(
        "expected a tally of version 4, found version 5",
        assertThrows(IOException.class, () -> StoredTally.read(new ByteArrayInputStream(later)))
            .getMessage());
  }
}
