package forwardpass.scoring;

import forwardpass.model.ClassNumbers;
import forwardpass.source.ColumnNames;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The columns of the output: those of the records' own, then {@code file, index, label}, those of
 * each network, and {@code _corrupt_record} where asked for.
 *
 * @param own of the source; one of a name that the output has itself gets another
 * @param numbers how labels name the classes
 * @param isRegression whether the networks give a number, without a probability
 * @param networks what is told of each
 * @param withRefused whether records that were refused are, with the reason
 */
public record PredictionColumns(
    StructType own,
    ClassNumbers numbers,
    boolean isRegression,
    List<NetworkColumns> networks,
    boolean withRefused)
    implements ResultColumns {
  /** The column of the files that images are in. */
  public static final String FILE_COLUMN = "file";

  private static final int FILE = 0;
  private static final int INDEX = 1;
  private static final int LABEL = 2;

  @Override
  public StructType schema() {
    StructType all = new StructType();
    for (StructField field : own.fields()) {
      all = all.add(new StructField(name(field), field.dataType(), true, field.metadata()));
    }
    for (StructField field : results().fields()) {
      all = all.add(field);
    }
    return all;
  }

  private StructType results() {
    StructType results =
        new StructType()
            .add(FILE_COLUMN, DataTypes.StringType)
            .add("index", DataTypes.LongType)
            .add("label", isRegression ? DataTypes.DoubleType : DataTypes.IntegerType);
    for (NetworkColumns network : networks) {
      results = network.after(results, isRegression, isNamed());
    }
    return withRefused ? results.add(ColumnNames.CORRUPT, DataTypes.StringType) : results;
  }

  private boolean isNamed() {
    return !isRegression && numbers.areNamed();
  }

  /** Sinks take capitals and small letters for the same. */
  private String name(StructField field) {
    Set<String> ours = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    ours.addAll(Arrays.asList(results().fieldNames()));
    ours.add("probabilities");
    String name = field.name();
    if (!ours.contains(name)) {
      return name;
    }
    Set<String> taken =
        Arrays.stream(own.fieldNames())
            .map(other -> other.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    do {
      name = "input_" + name;
    } while (taken.contains(name.toLowerCase(Locale.ROOT)));
    return name;
  }

  @Override
  public boolean areWithOwn() {
    return true;
  }

  @Override
  public Function<ScoredBatch, Iterator<InternalRow>> open() {
    return new Rows();
  }

  private final class Rows extends RecordRows {
    private final NetworkColumns.Values[] values = new NetworkColumns.Values[networks.size()];
    private final int refusal;
    private String file;
    private UTF8String written;

    Rows() {
      super(results(), withRefused);
      int at = LABEL + 1;
      for (int i = 0; i < values.length; i++) {
        values[i] = networks.get(i).open(at, numbers, isRegression);
        at += networks.get(i).count(isNamed());
      }
      refusal = at;
    }

    @Override
    protected void fill(InternalRow result, ScoredBatch scored, int record, int image) {
      result.update(FILE, file(scored.records().file(record)));
      long index = scored.records().index(record);
      if (index < 0) {
        result.setNullAt(INDEX);
      } else {
        result.setLong(INDEX, index);
      }
      label(result, scored.records().label(record));
      for (int i = 0; i < values.length; i++) {
        values[i].fill(result, scored.networks().get(i), image);
      }
      if (withRefused) {
        result.update(
            refusal,
            image < 0 ? UTF8String.fromString(scored.records().refusal(record).reason()) : null);
      }
    }

    /** The same for all records of a file. */
    private UTF8String file(String name) {
      if (file == null || !file.equals(name)) {
        file = name;
        written = UTF8String.fromString(name);
      }
      return written;
    }

    private void label(InternalRow result, double label) {
      if (Double.isNaN(label)) {
        result.setNullAt(LABEL);
      } else if (isRegression) {
        result.setDouble(LABEL, label);
      } else {
        result.setInt(LABEL, numbers.labelOf((int) label));
      }
    }
  }
}
