package forwardpass.source.formats;

import java.util.List;
import java.util.Set;

/** All formats that images are read from. */
public final class SourceFormats {
  public static final SourceFormat IDX = new IdxFormat();

  private static final List<SourceFormat> OF_FILES =
      List.of(
          IDX,
          new ImageFilesFormat(),
          new WebDatasetFormat(),
          new ArraysFormat("npz"),
          new ArraysFormat("npy"),
          TableFormat.ofFiles("libsvm", Set.of()),
          TableFormat.ofFiles("csv", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("json", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("parquet", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("orc", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("avro", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("text", Set.of(LabelPlace.COLUMN)),
          TableFormat.ofFiles("binaryfile", Set.of(LabelPlace.COLUMN)));

  private SourceFormats() {}

  /**
   * The format of a name; where none of these has it, one of tables that find their own files, such
   * as {@code delta}, for which Spark looks when it is opened.
   */
  public static SourceFormat of(String name) {
    return OF_FILES.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseGet(() -> TableFormat.ofOwnFiles(name));
  }
}
