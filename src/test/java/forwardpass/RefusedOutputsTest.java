package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.onnx.ModelWriter;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of which a network makes no finite numbers is a bad record, and its neighbours not. */
class RefusedOutputsTest {
  private static final int IMAGES = 20;
  private static final List<Integer> BAD = List.of(0, 7, 8, 19);

  @TempDir Path dir;

  private Path images;
  private Path labels;
  private Path model;

  @BeforeEach
  void writeFiles() throws IOException {
    images =
        IdxFixture.write(
            dir.resolve("images"),
            IdxFixture.bytes(
                0x08,
                new int[] {IMAGES, 1, 3},
                out -> {
                  for (int i = 0; i < IMAGES; i++) {
                    out.writeByte(BAD.contains(i) ? 0 : 255);
                    out.writeByte(i * 12);
                    out.writeByte(128);
                  }
                }));
    labels =
        IdxFixture.write(
            dir.resolve("labels"),
            IdxFixture.bytes(
                0x08,
                new int[] {IMAGES},
                out -> {
                  for (int i = 0; i < IMAGES; i++) {
                    out.writeByte(0); // the first value is the largest
                  }
                }));
    model =
        Files.write(
            dir.resolve("model.onnx"),
            new ModelWriter()
                .input("x", -1, 3)
                .constant(ModelWriter.tensor("first", new int[] {3, 1}, 1, 0, 0))
                .node("MatMul", "x,first->d")
                .node("Div", "x,d->embedding")
                .node("Identity", "embedding->logits")
                .output("logits", -1, 3)
                .output("embedding", -1, 3)
                .model());
  }

  private List<Row> scored(String mode, Object... more) {
    Path output = dir.resolve("out" + mode);
    List<Object> all =
        new ArrayList<>(
            List.of("--images", images, "--labels", labels, "--weights", model, "--mode", mode));
    all.addAll(List.of("--output", output, "--embedding", "embedding", "--batch-size", 6));
    all.addAll(List.of(more));
    CommandRun run = CommandRun.of(all.toArray());
    run.assertAccuracy("1.0");
    assertTrue(run.err().endsWith("; 4 of 20 records refused; 16 of 16 right\n"), run.err());
    return SharedSpark.session().read().parquet(output.toString()).orderBy("index").collectAsList();
  }

  private static void assertScored(Row row) {
    int image = (int) row.<Long>getAs("index").longValue();
    assertEquals(0, row.<Integer>getAs("prediction"));
    List<Float> embedding = row.getList(row.fieldIndex("embedding"));
    assertEquals(1, embedding.get(0), 1e-6);
    assertEquals(image * 12 / 255f, embedding.get(1), 1e-6);
    assertEquals(128 / 255f, embedding.get(2), 1e-6);
  }

  @Test
  void itIsLeftOut() {
    Path refused = dir.resolve("refused");

    List<Row> rows = scored("DROPMALFORMED", "--refused", refused);

    assertEquals(IMAGES - BAD.size(), rows.size());
    rows.forEach(RefusedOutputsTest::assertScored);
    assertEquals(
        BAD.stream()
            .map(
                image ->
                    RowFactory.create(
                        "file:" + images,
                        (long) image,
                        "expected finite numbers from the network, found others"))
            .toList(),
        SharedSpark.session().read().parquet(refused.toString()).orderBy("index").collectAsList());
  }

  @Test
  void orItIsKeptWithTheReason() {
    List<Row> rows = scored("PERMISSIVE", "--report", dir.resolve("report"));

    assertEquals(IMAGES, rows.size());
    for (int i = 0; i < IMAGES; i++) {
      if (BAD.contains(i)) {
        Row row = rows.get(i);
        assertEquals(
            "null null null null expected finite numbers from the network, found others",
            "%s %s %s %s %s"
                .formatted(
                    row.getAs("label"),
                    row.getAs("prediction"),
                    row.getAs("probability"),
                    row.getAs("embedding"),
                    row.getAs("_corrupt_record")));
      } else {
        assertScored(rows.get(i));
      }
    }
  }

  @Test
  void orItEndsTheJob() {
    CommandRun run = CommandRun.of("--images", images, "--weights", model);

    assertEquals(4, run.status());
    assertTrue(
        run.err()
            .endsWith(
                "Corrupt: the network's output for record 0 of file:%s: expected finite numbers, found others; check that the weights belong to these images, and --normalize\n"
                    .formatted(images)),
        run.err());
  }
}
