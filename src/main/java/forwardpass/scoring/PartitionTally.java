package forwardpass.scoring;

import forwardpass.report.Pictures;
import forwardpass.report.Tallies;
import forwardpass.report.Tally;
import forwardpass.report.input.ImageTally;
import forwardpass.source.ImageBatch;
import java.util.Arrays;
import java.util.Objects;

/** Adds the batches of a partition to the tallies of a report. */
final class PartitionTally {
  /** Of so many batches an image is sampled, and of those behind them of one in some. */
  private static final int BATCHES_SAMPLED = 100;

  private static final int ONE_IN = 8;

  private final Tallies tallies;
  private final float byteScale;
  private final float numberScale;
  private final Pictures pictures = this::pixels;
  private ImageBatch batch;
  private long batches;

  /**
   * @param tallies to be added to
   * @param tasks how many send the driver such tallies
   * @param byteScale what pixels of unsigned bytes are multiplied by
   * @param numberScale what numbers of other types are multiplied by
   */
  PartitionTally(Tallies tallies, int tasks, float byteScale, float numberScale) {
    this.tallies = tallies;
    this.byteScale = byteScale;
    this.numberScale = numberScale;
    tallies.of(0).images().beOneOf(tasks);
  }

  /** To be sent to the driver. */
  Tallies tallies() {
    return tallies;
  }

  void add(ScoredBatch scored) {
    batch = scored.records();
    if (batch.images() > 0) {
      addImages();
    }
    for (int network = 0; network < scored.networks().size(); network++) {
      add(scored.networks().get(network), tallies.of(network));
    }
    tallies.addImages(batch.images());
    for (int network = 1; network < scored.networks().size(); network++) {
      pair(scored, network);
    }
  }

  private void add(NetworkOutputs network, Tally tally) {
    int[] classes = network.predictions().classes();
    int image = 0;
    for (int record = 0; record < batch.records(); record++) {
      String file = Objects.requireNonNullElse(batch.file(record), "");
      if (batch.refusal(record) != null) {
        tally.addRefused(file, batch.index(record), batch.refusal(record).reason());
      } else {
        tally.addImage(
            network.outputs(),
            image,
            classes[image],
            batch.label(record),
            file,
            batch.index(record),
            pictures);
        image++;
      }
    }
  }

  private void pair(ScoredBatch scored, int network) {
    int[] first = scored.first().predictions().classes();
    int[] other = scored.networks().get(network).predictions().classes();
    int image = 0;
    for (int record = 0; record < batch.records(); record++) {
      if (batch.refusal(record) == null) {
        tallies.addPaired(batch.label(record), first[image], network, other[image]);
        image++;
      }
    }
  }

  private void addImages() {
    ImageTally tally = tallies.of(0).images();
    int size = batch.imageSize();
    boolean isSampled = batches < BATCHES_SAMPLED || batches % ONE_IN == 0;
    batches++;
    if (batch.areBytes()) {
      if (isSampled) {
        tally.sample(batch.bytes(), batch.start(), size, byteScale);
      }
      tally.add(batch.bytes(), batch.start(), size, batch.images());
    } else {
      if (isSampled) {
        tally.sample(batch.values(), 0, size, numberScale);
      }
      tally.add(batch.values(), 0, size, batch.images());
    }
    for (int record = 0; record < batch.records(); record++) {
      if (batch.refusal(record) == null && batch.picture(record) != null) {
        tally.addPicture(batch.picture(record), batch.pictureBytes(record));
      }
    }
  }

  /** Of the batch that is added, as the scorer sees it. */
  private byte[] pixels(int image) {
    int size = batch.imageSize();
    int from = batch.start() + image * size;
    return batch.areBytes()
        ? Arrays.copyOfRange(batch.bytes(), from, from + size)
        : Pictures.shades(batch.values(), image * size, size, numberScale);
  }
}
