package forwardpass.source.files;

import forwardpass.source.BatchReader;
import forwardpass.source.Batching;
import forwardpass.source.ImageBatch;
import forwardpass.source.LabelCheck;
import forwardpass.source.PassedOverAccumulator;
import forwardpass.source.Refusal;
import forwardpass.source.features.PictureMaking;
import forwardpass.source.features.PictureReader;
import forwardpass.source.labels.FileLabels;
import forwardpass.source.labels.FileLabels.FileLabel;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads and decodes the files that rows of a {@link DirectorySlice} name.
 *
 * @param making what the network takes
 * @param passedOver takes what is no image
 */
record ImageFileBatches(
    Broadcast<SerializableConfiguration> hadoop,
    FileLabels labels,
    PictureMaking making,
    Batching batching,
    PassedOverAccumulator passedOver)
    implements BatchReader {
  @Override
  public Iterator<ImageBatch> read(Iterator<InternalRow> rows) {
    return new Batches(new ImageFileIterator(rows, hadoop.value().value(), passedOver));
  }

  private final class Batches implements Iterator<ImageBatch> {
    private final Iterator<ImageFile> files;
    private final ImageBatch batch = new ImageBatch(batching.batchSize(), batching.imageSize());
    private final PictureReader reader = making.reader();
    private final LabelCheck check = batching.labels();
    private String directory;
    private FileLabel label;

    Batches(Iterator<ImageFile> files) {
      this.files = files;
    }

    @Override
    public boolean hasNext() {
      return files.hasNext();
    }

    @Override
    public ImageBatch next() {
      batch.clear(true);
      do {
        add(files.next());
      } while (!batch.isFull() && files.hasNext());
      return batch;
    }

    private void add(ImageFile file) {
      if (!file.directory().equals(directory)) {
        directory = file.directory();
        label = labels.of(directory);
      }
      Optional<Refusal> refusal =
          file.refusal() == null ? reader.read(file.content(), batch) : Optional.of(file.refusal());
      if (refusal.isEmpty() && label.text() != null && !check.accepts(label.number())) {
        refusal = check.refusal(label.number(), label.text());
      }
      if (refusal.isPresent()) {
        batch.refuse(file.name(), 0, null, refusal.get());
      } else {
        double meaning = label.text() == null ? Double.NaN : check.meaning(label.number());
        batch.add(batch.images(), file.name(), 0, meaning, null);
      }
    }
  }
}
