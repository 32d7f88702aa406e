package forwardpass.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.SharedSpark;
import forwardpass.nn.Activation;
import forwardpass.nn.ClassNumbers;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.sink.PredictionSink;
import forwardpass.source.ImageBatch;
import forwardpass.source.idx.IdxFixture;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

/** Counts are exact whatever Spark computes twice. */
class RetryTest {
  private static final int IMAGES = 1_000;

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

  private Dataset<ScoredBatch> scored() {
    Path images = IdxFixture.write(dir.resolve("images"), IdxFixture.images(IMAGES, 1, 2));
    Path labels = IdxFixture.write(dir.resolve("labels"), IdxFixture.labels(IMAGES, 10));
    spark.sparkContext().register(counts, "counts");
    Broadcast<Network> network =
        spark.sparkContext().broadcast(alwaysZero(), ClassTag$.MODULE$.apply(Network.class));
    return spark
        .read()
        .format("idx")
        .option("labels", labels.toString())
        .option("batchSize", 10)
        .option("partitions", 4)
        .load(images.toString())
        .as(Encoders.bean(ImageBatch.class))
        .mapPartitions(
            new BatchScorer(
                network,
                counts,
                new ClassNumbers(0, 10),
                1 / 255f,
                1,
                new Preparation(false, 1, 0, 0),
                false,
                false),
            Encoders.bean(ScoredBatch.class));
  }

  private void assertCountsExact() {
    assertEquals(new Counts(IMAGES, IMAGES, IMAGES / 10, 0, counts.value().blas()), counts.value());
    assertEquals(1, counts.value().blas().size());
  }

  @Test
  void aTaskThatFailsAfterItsLastImageIsCountedOnce() {
    PredictionSink.none()
        .write(
            scored()
                .mapPartitions(
                    new FailAtTheEndOfTheFirstAttempt(), Encoders.bean(ScoredBatch.class)));

    assertCountsExact();
  }

  @Test
  void aPlanThatIsComputedTwiceIsCountedOnce() {
    Dataset<ScoredBatch> scored = scored();

    PredictionSink.none().write(scored);
    PredictionSink.none().write(scored);

    assertCountsExact();
  }

  @Test
  void aShuffleBehindTheScorerChangesNothing() {
    Dataset<ScoredBatch> scored = scored();

    PredictionSink.none().write(scored.repartition(3));

    assertCountsExact();
    assertEquals(Set.of("OpenBLAS 0.3.31"), counts.value().blas());
  }

  private record FailAtTheEndOfTheFirstAttempt()
      implements MapPartitionsFunction<ScoredBatch, ScoredBatch> {
    @Override
    public Iterator<ScoredBatch> call(Iterator<ScoredBatch> batches) {
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
        public ScoredBatch next() {
          return batches.next();
        }
      };
    }
  }
}
