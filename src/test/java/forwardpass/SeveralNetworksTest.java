package forwardpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.onnx.ModelWriter;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several networks score the same images in one pass. */
class SeveralNetworksTest extends MnistTables {
  private static final int CLASSES = 10;

  private final float[] kernels = new float[CLASSES * PIXELS];
  private Path dense;
  private Path convolution;

  /** The kernels are as large as the images: each is the sum of the first images of its class. */
  @BeforeEach
  void writeNetworks() throws IOException {
    dense = Files.copy(SharedSpark.DATA.resolve("mnist_weights.pkl"), dir.resolve("book.pkl"));
    for (int i = 0; i < 20 * PIXELS; i++) {
      kernels[labels[i / PIXELS] * PIXELS + i % PIXELS] += (pixels[i] & 0xff) / 25500f;
    }
    convolution = dir.resolve("conv.v2.onnx");
    Files.write(convolution, convolution(-1, 1, 28, 28));
  }

  private byte[] convolution(int... input) {
    return new ModelWriter()
        .input("x", input)
        .constant(ModelWriter.tensor("k", new int[] {CLASSES, 1, 28, 28}, kernels))
        .node("Conv", "x,k->c")
        .node("Flatten", "c->logits")
        .output("logits", -1, CLASSES)
        .model();
  }

  /** What the kernels say of an image, in doubles. */
  private int predicted(int image) {
    int best = 0;
    double[] sums = new double[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < PIXELS; i++) {
        sums[k] += (double) kernels[k * PIXELS + i] * (pixels[image * PIXELS + i] & 0xff) / 255;
      }
      best = sums[k] > sums[best] ? k : best;
    }
    return best;
  }

  private String accuracy() {
    int right = 0;
    for (int i = 0; i < IMAGES; i++) {
      right += predicted(i) == labels[i] ? 1 : 0;
    }
    return BigDecimal.valueOf(right).divide(BigDecimal.valueOf(IMAGES)).toString();
  }

  private CommandRun run(Object... more) throws IOException {
    Path images = IdxFixture.write(dir.resolve("images"), header(0x803, IMAGES, 28, 28, pixels));
    Path numbers = IdxFixture.write(dir.resolve("labels"), header(0x801, IMAGES, 0, 0, labels));
    List<Object> all =
        new ArrayList<>(
            List.of("--images", images, "--labels", numbers, "--weights", dense, "--weights"));
    all.add(convolution);
    Collections.addAll(all, more);
    return CommandRun.of(all.toArray());
  }

  private static byte[] header(int magic, int count, int rows, int columns, byte[] values)
      throws IOException {
    int[] dimensions = rows == 0 ? new int[] {count} : new int[] {count, rows, columns};
    return IdxFixture.bytes(magic >> 8 & 0xff, dimensions, out -> out.write(values));
  }

  @Test
  void eachHasItsAccuracyInTheOrderOfTheOptions() throws IOException {
    CommandRun run = run();

    assertEquals(0, run.status(), run.err());
    assertEquals(
        "Accuracy book: %s\nAccuracy conv: %s\n"
            .formatted(BigDecimal.valueOf(correct).divide(BigDecimal.valueOf(IMAGES)), accuracy()),
        run.out());
    assertTrue(
        run.err()
            .matches(
                "(?s)conv: Network: x \\[n, 1, 28, 28].*; book: %d of 200 right; conv: .* of 200 right\n"
                    .formatted(correct)),
        run.err());
  }

  @Test
  void eachHasItsColumns() throws IOException {
    Path output = dir.resolve("out");

    assertEquals(0, run("--output", output, "--probabilities", "--top-k", 2).status());

    List<Row> rows =
        SharedSpark.session().read().parquet(output.toString()).orderBy("index").collectAsList();
    assertEquals(
        "file,index,label,prediction_book,probability_book,top_book,probabilities_book,prediction_conv,probability_conv,top_conv,probabilities_conv",
        String.join(",", rows.get(0).schema().fieldNames()));
    int[] golden = Golden.predictions();
    for (int i = 0; i < IMAGES; i++) {
      Row row = rows.get(i);
      assertEquals(golden[i], row.<Integer>getAs("prediction_book"));
      assertEquals(predicted(i), row.<Integer>getAs("prediction_conv"));
      List<Row> top = row.getList(row.fieldIndex("top_conv"));
      assertEquals(predicted(i), top.get(0).getInt(0));
      assertEquals(row.<Float>getAs("probability_conv"), top.get(0).getFloat(2));
      List<Float> probabilities = row.getList(row.fieldIndex("probabilities_conv"));
      assertEquals(row.<Float>getAs("probability_conv"), Collections.max(probabilities));
    }
  }

  @Test
  void eachHasToBeGoodEnough() throws IOException {
    CommandRun run = run("--min-accuracy", 0.97);

    assertEquals(6, run.status());
    assertTrue(
        run.err()
            .endsWith(
                "Accuracy of conv is below --min-accuracy: expected at least 0.97, found %s\n"
                    .formatted(accuracy())),
        run.err());
  }

  /** The logarithm of a blank pixel is infinite. */
  @Test
  void anImageThatOneOfThemRefusesIsLeftOutOfAll() throws IOException {
    Files.write(
        convolution,
        new ModelWriter()
            .input("x", -1, 1, 28, 28)
            .node(
                "ReduceMax",
                "x->m",
                ModelWriter.attribute("keepdims", 0L),
                ModelWriter.attribute("axes", 1L, 2L))
            .constant(ModelWriter.tensor("w", new int[] {28, CLASSES}, new float[28 * CLASSES]))
            .node(
                "ReduceMax",
                "x->p",
                ModelWriter.attribute("axes", 1L, 2L, 3L),
                ModelWriter.attribute("keepdims", 0L))
            .node("Log", "p->l")
            .constant(ModelWriter.longs("one", 1))
            .node("Unsqueeze", "l,one->u")
            .node("MatMul", "m,w->z")
            .node("Add", "z,u->logits")
            .output("logits", -1, CLASSES)
            .model());
    for (int blank : new int[] {3, 4, IMAGES - 1}) {
      Arrays.fill(pixels, blank * PIXELS, (blank + 1) * PIXELS, (byte) 0);
    }
    Path output = dir.resolve("out");

    CommandRun run = run("--mode", "PERMISSIVE", "--output", output, "--batch-size", 7);
    readImages();

    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("; 3 of 200 records refused; book: "), run.err());
    int[] golden = Golden.predictions();
    for (Row row : SharedSpark.session().read().parquet(output.toString()).collectAsList()) {
      int image = (int) row.<Long>getAs("index").longValue();
      if (image == 3 || image == 4 || image == IMAGES - 1) {
        assertEquals("null", String.valueOf(row.<Integer>getAs("prediction_book")));
        assertEquals("null", String.valueOf(row.<Integer>getAs("prediction_conv")));
        assertEquals(
            "expected finite numbers from the network, found others", row.getAs("_corrupt_record"));
      } else {
        assertEquals(golden[image], row.<Integer>getAs("prediction_book"));
        assertEquals(0, row.<Integer>getAs("prediction_conv"));
      }
    }
  }

  @Test
  void theyHaveToTakeTheSameImages() throws IOException {
    Files.write(
        convolution,
        new ModelWriter()
            .input("x", -1, 3, 28, 28)
            .node("ReduceMean", "x->logits", ModelWriter.attribute("axes", 2L, 3L))
            .output("logits", -1, 3)
            .model());

    CommandRun run = run();
    assertEquals(
        "Cannot score with %s and %s in one pass: expected networks of as many classes, found 3 and 10; score with one after the other\n"
            .formatted(convolution, dense),
        run.err());
    assertEquals(2, run.status());
  }

  @Test
  void theirNamesHaveToDiffer() throws IOException {
    Path other = dir.resolve("Conv.onnx");
    Files.write(other, convolution(-1, 1, 28, 28));

    CommandRun run = run("--weights", other);
    assertEquals(
        "Cannot name the columns of %s and %s: expected names that differ before the first dot, found Conv for both; rename one of the two\n"
            .formatted(convolution, other),
        run.err());
    assertEquals(2, run.status());
  }

  @Test
  void resumedRunsAndComparisonsWithEarlierOnesAreOfOneNetwork() throws IOException {
    run("--report", dir.resolve("report"), "--compare", dir.resolve("earlier"))
        .assertFailure(2, "--compare is for one network: score with one --weights after the other");
    run("--output", dir.resolve("out"), "--resume")
        .assertFailure(2, "--resume is for one network: score with one --weights after the other");
  }
}
