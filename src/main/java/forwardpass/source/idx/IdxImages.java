package forwardpass.source.idx;

import forwardpass.files.PassedOver;
import forwardpass.idx.ElementType;
import forwardpass.model.ClassNumbers;
import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageSource;
import forwardpass.source.InputSummary;
import forwardpass.source.InternalRows;
import forwardpass.source.PixelScale;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Images of IDX files.
 *
 * @param files those that were listed
 * @param labels where they are; none where there are none
 * @param partitions at most how many to make where files can be split; none for size and cores
 * @param scale what their values are multiplied by
 */
public record IdxImages(
    SparkSession spark,
    IdxListing files,
    Optional<String> labels,
    OptionalInt partitions,
    PixelScale scale)
    implements ImageSource {
  private static final int WHITE = 255;

  @Override
  public float byteScale() {
    return scale.ofIntegers();
  }

  @Override
  public float numberScale() {
    return files.hasFloats() ? scale.ofFloats() : scale.ofIntegers();
  }

  @Override
  public JavaRDD<InternalRow> rows(Batching batching, boolean withOwn) {
    boolean areChecked = batching.isStrict() && !batching.labels().isRegression();
    Optional<ClassNumbers> numbers =
        areChecked ? Optional.of(batching.labels().numbers()) : Optional.empty();
    IdxReading reading =
        new IdxReading(
            "files, as listed",
            hadoop -> files,
            OptionalInt.of(batching.batchSize()),
            partitions,
            batching.isStrict(),
            numbers,
            false);
    IdxTable table = new IdxTable(IdxSchema.PER_BATCH, Optional.of(reading));
    return InternalRows.of(
        org.apache.spark.sql.classic.Dataset.ofRows(
            (org.apache.spark.sql.classic.SparkSession) spark,
            DataSourceV2Relation.create(table, Option.empty(), Option.empty())));
  }

  @Override
  public BatchReader reader(Batching batching) {
    return new IdxBatches(batching);
  }

  @Override
  public StructType own() {
    return new StructType();
  }

  @Override
  public float white() {
    return files.hasFloats() && numberScale() == 1 ? 1 : WHITE;
  }

  @Override
  public List<Integer> imageShape() {
    return files.imageShape();
  }

  @Override
  public boolean areBytes() {
    return files.hasBytes();
  }

  @Override
  public boolean isLabelled() {
    return labels.isPresent();
  }

  @Override
  public Supplier<PassedOver> passedOver() {
    return files::passedOver;
  }

  /** Headers say how many images there are. */
  @Override
  public InputSummary summary() {
    return new InputSummary(
        String.format(
            Locale.ROOT,
            "%,d in %,d IDX %s",
            files.images(),
            files.pairs().size(),
            files.pairs().size() == 1 ? "file" : "files"),
        scaled(),
        labels.map(path -> "labels from " + path + extended()).orElse("no labels"));
  }

  private String scaled() {
    long ofBytes =
        files.pairs().stream()
            .filter(pair -> pair.images().header().type() == ElementType.UNSIGNED_BYTE)
            .count();
    if (ofBytes == files.pairs().size() || byteScale() == numberScale()) {
      return InputSummary.scaled("pixels", byteScale());
    }
    return ofBytes == 0
        ? InputSummary.scaled("pixels", numberScale())
        : InputSummary.scaled("bytes", byteScale())
            + ", "
            + InputSummary.scaled("other numbers", numberScale());
  }

  private String extended() {
    return files.pairs().stream().anyMatch(pair -> pair.labels().header().hasExtendedLabels())
        ? ", the first of 8 numbers each"
        : "";
  }
}
