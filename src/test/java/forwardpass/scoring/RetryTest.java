package forwardpass.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.SharedSpark;
import forwardpass.error.Failure;
import forwardpass.model.ClassNumbers;
import forwardpass.model.Model;
import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.sink.Completion;
import forwardpass.sink.PredictionSink;
import forwardpass.sink.SinkRows;
import forwardpass.source.Batching;
import forwardpass.source.InternalRows;
import forwardpass.source.LabelCheck;
import forwardpass.source.Preparation;
import forwardpass.source.idx.IdxBatches;
import forwardpass.source.idx.IdxFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

/** Counts are exact whatever Spark computes twice. */
class RetryTest {
  private static final int IMAGES = 1_000;
  private static final String NO_CLASS = "expected as label a class from 0 to 9, found ";
  private static final ResultColumns COLUMNS = new BatchCounts();

  @TempDir Path dir;

  private final SparkSession spark = SharedSpark.session();
  private final CountAccumulator counts = new CountAccumulator();

  /** A network of two inputs that predicts class 0 for every image. */
  private static Network alwaysZero() {
    return new Network(
        List.of(
            new Dense(
                new Tensor(List.of(2, 10), new float[20]),
                new Tensor(List.of(10), new float[10]),
                Activation.IDENTITY)));
  }

  private JavaRDD<InternalRow> scored() {
    return scored(10, RecordMode.FAILFAST);
  }

  /**
   * @param labelled how many labels there are; from 10 on, they are no classes
   */
  private JavaRDD<InternalRow> scored(int labelled, RecordMode mode) {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 1, 2));
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(IMAGES, labelled));
    spark.sparkContext().register(counts, "counts");
    Broadcast<Model> network =
        spark.sparkContext().broadcast(alwaysZero(), ClassTag$.MODULE$.apply(Model.class));
    Dataset<Row> rows =
        spark
            .read()
            .format("idx")
            .option("labels", labels.toString())
            .option("batchSize", 10)
            .option("partitions", 4)
            .load(images.toString());
    boolean isStrict = mode == RecordMode.FAILFAST;
    Batching batching =
        new Batching(new LabelCheck(new ClassNumbers(0, 10), false), 10, 2, isStrict);
    return InternalRows.of(rows)
        .mapPartitions(
            new BatchScorer(
                List.of(network),
                counts,
                new IdxBatches(batching),
                1 / 255f,
                1,
                Preparation.NONE,
                mode,
                "",
                false,
                COLUMNS));
  }

  private static void run(JavaRDD<InternalRow> scored) {
    PredictionSink.none()
        .write(
            new SinkRows(
                InternalRows.table(SharedSpark.session(), scored, COLUMNS.schema()), List.of()),
            Completion.NONE);
  }

  private void assertCountsExact() {
    assertEquals(new Counts(IMAGES, IMAGES, IMAGES / 10, 0, counts.value().blas()), counts.value());
    assertEquals(1, counts.value().blas().size());
  }

  @Test
  void aTaskThatFailsAfterItsLastImageIsCountedOnce() {
    run(scored().mapPartitions(new FailAtTheEndOfTheFirstAttempt()));

    assertCountsExact();
  }

  @Test
  void aPlanThatIsComputedTwiceIsCountedOnce() {
    JavaRDD<InternalRow> scored = scored();

    run(scored);
    run(scored);

    assertCountsExact();
  }

  @Test
  void aShuffleBehindTheScorerChangesNothing() {
    JavaRDD<InternalRow> scored = scored();

    run(scored.repartition(3));

    assertCountsExact();
    assertEquals(Set.of("OpenBLAS 0.3.31"), counts.value().blas());
  }

  private void assertRefusedOnce() {
    List<Row> expected = new ArrayList<>();
    for (long i = 0; i < IMAGES; i++) {
      if (i % 12 >= 10) {
        expected.add(
            RowFactory.create(
                "file:" + dir.resolve("images"),
                i,
                i % 12 == 10
                    ? NO_CLASS + "10; where the labels begin at 1, give --first-class 1"
                    : NO_CLASS + "11"));
      }
    }
    assertEquals(expected, counts.refused(spark).collectAsList());
    assertEquals(expected.size(), counts.value().refused());
  }

  private void keepRefused() {
    counts.keepRefused(RefusedFiles.in(new org.apache.hadoop.fs.Path(dir + "/staging"), spark));
  }

  @Test
  void whatATaskRefusesThatFailsAfterItsLastImageIsNamedOnce() throws IOException {
    keepRefused();

    run(scored(12, RecordMode.DROPMALFORMED).mapPartitions(new FailAtTheEndOfTheFirstAttempt()));

    assertRefusedOnce();
    assertEquals(8, staged()); // each of four partitions was read twice
  }

  @Test
  void whatAPlanRefusesThatIsComputedTwiceIsNamedOnce() throws IOException {
    keepRefused();
    JavaRDD<InternalRow> scored = scored(12, RecordMode.PERMISSIVE);

    run(scored);
    run(scored);

    assertRefusedOnce();
    assertEquals(8, staged());
  }

  @Test
  void whereNothingIsRefusedNoFileIsMade() {
    keepRefused();

    run(scored(10, RecordMode.PERMISSIVE));

    assertCountsExact();
    assertEquals(List.of(), counts.refused(spark).collectAsList());
    assertTrue(Files.notExists(dir.resolve("staging")));
  }

  @Test
  void aFileThatIsCutShortIsNoTable() throws IOException {
    keepRefused();
    run(scored(12, RecordMode.PERMISSIVE));
    Path file;
    try (var files = Files.newDirectoryStream(dir.resolve("staging"), "00002-*")) {
      file = files.iterator().next();
    }
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    Exception failure = assertThrows(Exception.class, () -> counts.refused(spark).collectAsList());

    String message = Failure.of(failure).message();
    assertTrue(
        message.matches(
            "Cannot read the refused records in %s, as record \\d+ of \\d+: java.io.EOFException; run the job again"
                .formatted(file)),
        message);
  }

  private long staged() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("staging"))) {
      return files.filter(file -> !file.toString().endsWith(".crc")).count();
    }
  }

  private record FailAtTheEndOfTheFirstAttempt()
      implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
    @Override
    public Iterator<InternalRow> call(Iterator<InternalRow> batches) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          if (batches.hasNext()) {
            return true;
          }
          if (TaskContext.get().attemptNumber() == 0) {
            throw new IllegalStateException("the first attempt fails");
          }
          return false;
        }

        @Override
        public InternalRow next() {
          return batches.next();
        }
      };
    }
  }
}
