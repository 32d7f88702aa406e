package forwardpass.source.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.files.FileSelection;
import forwardpass.files.FileWalk;
import forwardpass.model.ClassNumbers;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.LabelCheck;
import forwardpass.source.PixelScale;
import forwardpass.source.features.NetworkPictures;
import forwardpass.source.features.PictureWishes;
import forwardpass.source.labels.LabelFrom;
import forwardpass.source.labels.LabelRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of which rows are counted are read whole, small ones several to a task. */
class WholeFilesTest {
  private static final int RECORDS = 5;
  private static final long MIB = 1 << 20;

  /** Batches that end within files. */
  private static final Batching BATCHING =
      new Batching(new LabelCheck(new ClassNumbers(0, 10), false), 7, 2, true);

  @TempDir Path dir;

  private ImageTable open(String format, OptionalInt partitions) {
    TableReader reader =
        new TableReader(
            format,
            new NetworkPictures(2, Optional.empty(), PictureWishes.NONE),
            Optional.empty(),
            new LabelRule(Optional.empty(), Optional.of(LabelFrom.NONE), Optional.empty()),
            new PixelScale(Optional.of(false)),
            OptionalInt.empty(),
            partitions);
    Configuration hadoop = new Configuration();
    String in = dir.resolve("in").toString();
    return reader.open(
        SharedSpark.session(),
        TableFiles.of(format, FileWalk.find(in, FileSelection.ALL, hadoop), hadoop));
  }

  private void write(int file, String text) throws IOException {
    Files.createDirectories(dir.resolve("in"));
    Files.writeString(dir.resolve("in/%04d".formatted(file)), text);
  }

  /** Records whose first value is their number in the file. */
  private static String text(String kind, int records) {
    String record =
        switch (kind) {
          case "csv" -> "%d,1.5";
          case "libsvm" -> "0 1:%d 2:1.5";
          default -> "{\"features\": [%d, 1.5]}";
        };
    boolean isArray = kind.equals("json in several lines");
    return IntStream.range(0, records)
        .mapToObj(record::formatted)
        .collect(
            Collectors.joining(isArray ? ",\n" : "\n", isArray ? "[\n" : "", isArray ? "]" : "\n"));
  }

  private void writeOrc(int files) throws IOException {
    SharedSpark.session()
        .range(0, RECORDS, 1, 1)
        .selectExpr("array(cast(id as float), 1.5f) as features")
        .write()
        .orc(dir.resolve("one").toString());
    try (Stream<Path> written = Files.list(dir.resolve("one"))) {
      Path one = written.filter(file -> file.toString().endsWith(".orc")).findFirst().orElseThrow();
      Files.createDirectories(dir.resolve("in"));
      for (int i = 0; i < files; i++) {
        Files.copy(one, dir.resolve("in/%04d.orc".formatted(i)));
      }
    }
  }

  private static Iterator<String> records(Iterator<ImageBatch> batches) {
    List<String> found = new ArrayList<>();
    while (batches.hasNext()) {
      ImageBatch batch = batches.next();
      for (int i = 0; i < batch.records(); i++) {
        String file = batch.file(i);
        found.add(
            "%s %d %.0f"
                .formatted(
                    file.substring(file.lastIndexOf('/') + 1).replace(".orc", ""),
                    batch.index(i),
                    batch.values()[2 * i]));
      }
    }
    return found.iterator();
  }

  /** The name, number and first value of all records. */
  private static List<String> records(ImageTable table) {
    BatchReader reader = table.reader(BATCHING);
    return table
        .rows(BATCHING, false)
        .mapPartitions((Iterator<InternalRow> rows) -> records(reader.read(rows)))
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> expected(int files, int records) {
    return IntStream.range(0, files)
        .boxed()
        .flatMap(
            file -> IntStream.range(0, records).mapToObj(i -> "%04d %d %d".formatted(file, i, i)))
        .sorted()
        .toList();
  }

  private static int tasks(ImageTable table) {
    return table.rows(BATCHING, false).getNumPartitions();
  }

  @ParameterizedTest
  @CsvSource({
    "csv, csv, 1000, 8",
    "libsvm, libsvm, 100, 9",
    "json, json, 100, 9",
    "json, json in several lines, 100, 9",
    "orc, orc, 100, 9"
  })
  void smallFilesArePackedAndTheirRecordsNumberedWithinThem(
      String format, String kind, int files, int tasks) throws IOException {
    if (format.equals("orc")) {
      writeOrc(files);
    } else {
      for (int i = 0; i < files; i++) {
        write(i, text(kind, RECORDS));
      }
    }

    ImageTable table = open(format, OptionalInt.empty());

    assertEquals(tasks, tasks(table));
    assertEquals(expected(files, RECORDS), records(table));
  }

  /** It is longer than the share of a task. */
  @Test
  void aLargeFileIsNotCut() throws IOException {
    int many = 6_000;
    write(0, text("csv", many).replace(",1.5", ",1." + "5".repeat(1000)));
    for (int i = 1; i < 20; i++) {
      write(i, text("csv", RECORDS));
    }

    ImageTable table = open("csv", OptionalInt.empty());

    List<String> expected = new ArrayList<>(expected(20, RECORDS));
    for (int i = RECORDS; i < many; i++) {
      expected.add("0000 %d %d".formatted(i, i));
    }
    assertEquals(expected.stream().sorted().toList(), records(table));
    assertTrue(tasks(table) >= 8 && tasks(table) < 20, "tasks: " + tasks(table));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 4", "4, 4", "10, 10", "19, 20", "20, 20", "50, 20"})
  void asManyTasksAreMadeAsAreAskedForWhereThereAreAsManyFiles(int asked, int made)
      throws IOException {
    for (int i = 0; i < 20; i++) {
      write(i, text("csv", RECORDS));
    }

    assertEquals(made, tasks(open("csv", OptionalInt.of(asked))));
  }

  /** As Spark's {@code FilePartition} fills tasks, with the longest files first. */
  private static int tasks(List<Long> lengths, WholeFiles.Packing packing) {
    int tasks = 0;
    long filled = 0;
    for (long length : lengths.stream().sorted(Comparator.reverseOrder()).toList()) {
      if (tasks == 0 || filled + length > packing.taskBytes()) {
        tasks++;
        filled = 0;
      }
      filled += length + packing.openingBytes();
    }
    return tasks;
  }

  @Test
  void noFileIsLongerThanATaskAndNoTaskIsMissingWhateverTheLengths() {
    Random random = new Random(1);
    TreeSet<Boolean> packed = new TreeSet<>();
    for (int trial = 0; trial < 1_000; trial++) {
      int files = 1 + random.nextInt(200);
      int asked = 1 + random.nextInt(50);
      int bits = 1 + random.nextInt(40);
      List<Long> lengths =
          Stream.generate(() -> 1 + (random.nextLong() >>> (63 - random.nextInt(bits))))
              .limit(files)
              .toList();

      WholeFiles.Packing packing = WholeFiles.Packing.of(lengths, asked, 128 * MIB, MIB / 4);

      long longest = lengths.stream().mapToLong(length -> length).max().orElseThrow();
      assertTrue(packing.taskBytes() >= longest, lengths.toString());
      int tasks = tasks(lengths, packing);
      assertTrue(tasks >= Math.min(asked, files), asked + " of " + lengths);
      packed.add(tasks < files);
    }
    assertEquals(2, packed.size());
  }

  @Test
  void aMillionFilesAreAThousandTasks() {
    List<Long> lengths = Collections.nCopies(1_000_000, 4096L);

    assertEquals(1981, tasks(lengths, WholeFiles.Packing.of(lengths, 800, 128 * MIB, MIB / 4)));
  }
}
