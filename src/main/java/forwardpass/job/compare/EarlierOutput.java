package forwardpass.job.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import forwardpass.error.UsageException;
import forwardpass.report.Comparison;
import forwardpass.report.Comparison.Change;
import forwardpass.report.Comparison.Share;
import forwardpass.report.PairedImages;
import forwardpass.report.Report;
import forwardpass.sink.Destination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The output of a run, beside that of this one: images are the same where file and index are.
 *
 * @param path as it was named
 * @param output of this run
 */
record EarlierOutput(String path, Dataset<Row> before, Destination output, SparkSession spark)
    implements EarlierRun {
  private static final List<String> FORMATS = List.of("parquet", "orc", "json", "csv");

  /** What is counted of a group of images. */
  private enum Counted {
    IN_BOTH,
    BOTH_RIGHT,
    ONLY_BEFORE,
    ONLY_NOW,
    BOTH_WRONG,
    CHANGED,
    OTHER_LABELS,
    MISSING_NOW,
    MISSING_BEFORE;

    private long of(Row row) {
      return row.<Long>getAs(name());
    }
  }

  static EarlierOutput open(
      String path, Destination output, FileSystem fileSystem, SparkSession spark)
      throws IOException {
    requireFormat(output.format(), output.path());
    Dataset<Row> rows = read(path, format(path, fileSystem), spark);
    List<String> columns = Arrays.asList(rows.columns());
    if (!columns.containsAll(List.of("file", "index", "label", "prediction"))) {
      throw new UsageException(
          "Cannot compare with %s: expected the columns file, index, label and prediction, found %s; name the output of a run of one network"
              .formatted(path, String.join(", ", columns)));
    }
    return new EarlierOutput(path, rows, output, spark);
  }

  private static void requireFormat(String format, String path) {
    if (!FORMATS.contains(format)) {
      throw new UsageException(
          "Cannot compare with --output %s: expected the format %s, found %s; write it in one of these, or compare reports"
              .formatted(path, String.join(", ", FORMATS), format));
    }
  }

  /** As its part files are called. */
  private static String format(String path, FileSystem fileSystem) throws IOException {
    RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(new Path(path), true);
    while (files.hasNext()) {
      String name = files.next().getPath().getName();
      for (String format : FORMATS) {
        if (name.startsWith("part-") && name.contains("." + format)) {
          return format;
        }
      }
    }
    throw new UsageException(
        "Cannot compare with %s: expected part files of %s, found none; name the output of an earlier run"
            .formatted(path, String.join(", ", FORMATS)));
  }

  private static Dataset<Row> read(String path, String format, SparkSession spark) {
    return spark
        .read()
        .format(format)
        .option("header", "true")
        .option("escape", "\"")
        .option("multiLine", String.valueOf(format.equals("csv")))
        .load(path);
  }

  /** Images that were scored and have a place in a file, with columns that end with a suffix. */
  private static Dataset<Row> images(Dataset<Row> rows, String suffix) {
    return rows.select(
            col("file").cast("string").as("file" + suffix),
            col("index").cast("long").as("index" + suffix),
            col("label").cast("int").as("label" + suffix),
            col("prediction").cast("int").as("prediction" + suffix))
        .where(col("prediction" + suffix).isNotNull())
        .where(col("index" + suffix).isNotNull());
  }

  @Override
  public Comparison with(Report now) {
    Dataset<Row> joined =
        images(before, "_before")
            .join(
                images(read(output.path(), output.format(), spark), "_now"),
                col("file_before")
                    .equalTo(col("file_now"))
                    .and(col("index_before").equalTo(col("index_now"))),
                "full_outer");
    List<Row> labels =
        joined.groupBy(col("label_now")).agg(counts().get(0), rest()).collectAsList();
    List<Change> classes = new ArrayList<>();
    for (Row row : labels) {
      if (!row.isNullAt(0) && labelled(row) > 0) {
        classes.add(change(now.classes().titled(row.getInt(0)), row));
      }
    }
    PairedImages images = paired(labels);
    Change all =
        new Change(
            "",
            share(images.bothRight() + images.onlyBefore(), images),
            share(images.bothRight() + images.onlyNow(), images));
    return new Comparison(
        path, all, sorted(classes, now), files(joined), Optional.empty(), Optional.of(images));
  }

  private static List<Change> sorted(List<Change> classes, Report now) {
    List<Change> sorted = new ArrayList<>();
    for (int label = now.classes().first(); label <= now.classes().last(); label++) {
      String name = now.classes().titled(label);
      classes.stream().filter(change -> change.name().equals(name)).forEach(sorted::add);
    }
    return sorted;
  }

  private static Share share(long right, PairedImages images) {
    return new Share(
        right, images.bothRight() + images.onlyBefore() + images.onlyNow() + images.bothWrong());
  }

  private static List<Change> files(Dataset<Row> joined) {
    Column gained = col(Counted.ONLY_NOW.name());
    Column lost = col(Counted.ONLY_BEFORE.name());
    return joined
        .where(col("file_now").isNotNull())
        .groupBy(col("file_now"))
        .agg(counts().get(0), rest())
        .where(gained.plus(lost).gt(0))
        .orderBy(desc(Counted.ONLY_BEFORE.name()), desc(Counted.ONLY_NOW.name()), col("file_now"))
        .limit(Comparison.MOST_FILES)
        .collectAsList()
        .stream()
        .map(row -> change(row.getString(0), row))
        .toList();
  }

  private static Change change(String name, Row row) {
    long labelled = labelled(row);
    long both = Counted.BOTH_RIGHT.of(row);
    return new Change(
        name,
        new Share(both + Counted.ONLY_BEFORE.of(row), labelled),
        new Share(both + Counted.ONLY_NOW.of(row), labelled));
  }

  private static long labelled(Row row) {
    return Counted.BOTH_RIGHT.of(row)
        + Counted.ONLY_BEFORE.of(row)
        + Counted.ONLY_NOW.of(row)
        + Counted.BOTH_WRONG.of(row);
  }

  private static PairedImages paired(List<Row> groups) {
    ToLongFunction<Counted> total = counted -> groups.stream().mapToLong(counted::of).sum();
    return new PairedImages(
        total.applyAsLong(Counted.IN_BOTH),
        total.applyAsLong(Counted.BOTH_RIGHT),
        total.applyAsLong(Counted.ONLY_BEFORE),
        total.applyAsLong(Counted.ONLY_NOW),
        total.applyAsLong(Counted.BOTH_WRONG),
        total.applyAsLong(Counted.CHANGED),
        total.applyAsLong(Counted.OTHER_LABELS),
        total.applyAsLong(Counted.MISSING_NOW),
        total.applyAsLong(Counted.MISSING_BEFORE));
  }

  private static List<Column> counts() {
    Column inBoth = col("file_before").isNotNull().and(col("file_now").isNotNull());
    Column isLabelled = inBoth.and(col("label_before").equalTo(col("label_now")));
    Column wasRight = col("prediction_before").equalTo(col("label_now"));
    Column isRight = col("prediction_now").equalTo(col("label_now"));
    return List.of(
        count(Counted.IN_BOTH, inBoth),
        count(Counted.BOTH_RIGHT, isLabelled.and(wasRight).and(isRight)),
        count(Counted.ONLY_BEFORE, isLabelled.and(wasRight).and(not(isRight))),
        count(Counted.ONLY_NOW, isLabelled.and(not(wasRight)).and(isRight)),
        count(Counted.BOTH_WRONG, isLabelled.and(not(wasRight)).and(not(isRight))),
        count(
            Counted.CHANGED,
            inBoth.and(not(col("prediction_before").equalTo(col("prediction_now"))))),
        count(
            Counted.OTHER_LABELS,
            inBoth.and(not(col("label_before").eqNullSafe(col("label_now"))))),
        count(Counted.MISSING_NOW, col("file_now").isNull()),
        count(Counted.MISSING_BEFORE, col("file_before").isNull()));
  }

  private static Column count(Counted counted, Column which) {
    return sum(when(which, lit(1L)).otherwise(lit(0L))).as(counted.name());
  }

  private static Column[] rest() {
    return counts().stream().skip(1).toArray(Column[]::new);
  }
}
