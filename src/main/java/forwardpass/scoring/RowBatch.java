package forwardpass.scoring;

import forwardpass.nn.ClassNumbers;
import forwardpass.nn.Network;
import forwardpass.source.features.FeaturesReader;
import forwardpass.source.features.Refusal;
import forwardpass.source.table.ImageTable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Rows of an {@link ImageTable} on their way through the network together: the features of those
 * that can be scored side by side, and of each row what else is known of it.
 */
final class RowBatch {
  /**
   * A row.
   *
   * @param index its number in the file; null where it has none
   * @param label the class, or what a regression is to give; null where it has none
   * @param refusal why it cannot be scored; null where it can
   */
  record Member(Row row, String file, Long index, Double label, Refusal refusal) {
    boolean isRefused() {
      return refusal != null;
    }
  }

  private final RowScorer scorer;
  private final Network layers;
  private final float[] values;
  private final List<Member> members = new ArrayList<>();
  private int count;
  private String uri;
  private String file;
  private long nextIndex;

  RowBatch(RowScorer scorer, Network layers) {
    this.scorer = scorer;
    this.layers = layers;
    this.values = new float[Math.multiplyExact(scorer.batchSize(), layers.inputs())];
  }

  /** Makes room for the next rows; that of a file goes on counting where it was. */
  void clear() {
    members.clear();
    count = 0;
  }

  /** Refused rows that are kept count: a partition may have no others. */
  boolean isFull() {
    return members.size() == scorer.batchSize();
  }

  /**
   * Reads the next row, where the batch is not full. Its features are there until the next is read,
   * unless it is {@link #keep kept}.
   *
   * @return what is known of it
   */
  Member read(Row row) {
    locate(row);
    Long index = index(row);
    Double label = null;
    Optional<Refusal> refusal = readerFault(row);
    if (refusal.isEmpty()) {
      refusal = scorer.features().copy(row, values, count * layers.inputs(), file);
    }
    if (refusal.isEmpty()) {
      refusal = labelFault(row);
      label = refusal.isPresent() ? null : label(row);
    }
    return new Member(row, file, index, label, refusal.orElse(null));
  }

  /** Takes up the row that was read last. */
  void keep(Member member) {
    members.add(member);
    if (!member.isRefused()) {
      count++;
    }
  }

  /** Those that were kept, in the order of their rows. */
  List<Member> members() {
    return members;
  }

  /** How many of the members can be scored. */
  int count() {
    return count;
  }

  /** The features of the members that can be scored, [count, inputs]; longer. */
  float[] values() {
    return values;
  }

  private void locate(Row row) {
    String found = row.getString(ImageTable.Column.FILE.at(scorer.own()));
    if (found != null && !found.equals(uri)) {
      uri = found;
      file = new Path(URI.create(found)).toString();
      nextIndex = 0;
    }
  }

  private Long index(Row row) {
    int column = ImageTable.Column.INDEX.at(scorer.own());
    if (!row.isNullAt(column)) {
      return row.getLong(column);
    }
    return scorer.indexed() ? (Long) nextIndex++ : null;
  }

  private Double label(Row row) {
    Double label = row.getAs(ImageTable.Column.LABEL.at(scorer.own()));
    if (label == null || layers.isRegression()) {
      return label;
    }
    int number = scorer.numbers().classOf(label.intValue());
    return number == ClassNumbers.NONE ? null : (Double) (double) number;
  }

  private Optional<Refusal> readerFault(Row row) {
    String corrupt = row.getAs(ImageTable.Column.CORRUPT.at(scorer.own()));
    String tooLarge = row.getAs(ImageTable.Column.TOO_LARGE.at(scorer.own()));
    if (tooLarge != null) {
      return Refusal.unsupported(tooLarge, "make it smaller");
    }
    return corrupt == null ? Optional.empty() : Refusal.corrupt(corrupt);
  }

  private Optional<Refusal> labelFault(Row row) {
    String text = row.getAs(ImageTable.Column.LABEL_TEXT.at(scorer.own()));
    Double label = row.getAs(ImageTable.Column.LABEL.at(scorer.own()));
    if (text == null) {
      return Optional.empty();
    }
    if (layers.isRegression()) {
      return label != null && Double.isFinite(label)
          ? Optional.empty()
          : Refusal.corrupt("expected as label a finite number, found " + text);
    }
    if (label != null && (label == ClassNumbers.NONE || scorer.numbers().has(label))) {
      return Optional.empty();
    }
    return Refusal.corrupt(
        "expected as label a class %s, found %s%s"
            .formatted(
                scorer.numbers(),
                FeaturesReader.shown(text),
                label == null
                    ? "; where these are no labels, give --label-column or --label-from none"
                    : scorer.numbers().advice(label)));
  }
}
