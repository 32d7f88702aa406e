package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;

/** Runs with {@code --refused}, over images of which one has no label that is a class. */
abstract class RefusedTables extends MnistTables {
  static final int COUNT = 20;
  static final int BAD = 3;

  Path images;
  Path badLabels;
  Path refused;

  @BeforeEach
  void writeFiles() {
    images =
        IdxFixture.write(
            dir.resolve("in/images"),
            IdxFixture.bytes(
                0x08, new int[] {COUNT, 28, 28}, out -> out.write(pixels, 0, COUNT * PIXELS)));
    badLabels =
        IdxFixture.write(
            dir.resolve("in/labels"),
            IdxFixture.bytes(
                0x08,
                new int[] {COUNT},
                out -> {
                  for (int i = 0; i < COUNT; i++) {
                    out.writeByte(i == BAD ? 12 : labels[i]);
                  }
                }));
    refused = dir.resolve("out/refused");
  }

  /** Scores these images, leaves out the bad one, and names it. */
  CommandRun score(Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("--images", images, "--labels", badLabels, "--refused", refused));
    all.addAll(List.of("--mode", "DROPMALFORMED"));
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray());
  }

  List<Row> rows() {
    return SharedSpark.session()
        .read()
        .parquet(refused.toString())
        .select("file", "index", "reason")
        .orderBy("file", "index")
        .collectAsList();
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What a run has made is complete, and nothing else is there. */
  static void assertComplete(Path directory) throws IOException {
    assertEquals(
        List.of("_SUCCESS"),
        names(directory).stream().filter(name -> !name.matches("part-.*|\\..*\\.crc")).toList());
  }
}
