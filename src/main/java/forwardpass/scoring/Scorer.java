package forwardpass.scoring;

import forwardpass.error.WeightsException;
import forwardpass.model.Model;
import forwardpass.source.ImageBatch;
import forwardpass.source.Preparation;
import forwardpass.source.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts batches through networks that take the same images, in buffers that serve for one batch
 * after the other. Not safe for use by several threads: each has its own, and closes it.
 */
public final class Scorer implements AutoCloseable {
  private static final Refusal NOT_FINITE =
      Refusal.corrupt("expected finite numbers from the network, found others").orElseThrow();

  private final NetworkPass[] passes;
  private final float byteScale;
  private final float numberScale;
  private final Preparation preparation;
  private final boolean areRefused;

  /**
   * @param byteScale what pixels of unsigned bytes are multiplied by: 1/255 to normalise them
   * @param numberScale what numbers of other types are multiplied by
   * @param preparation what is done to the pixels first
   * @param areRefused whether images of which a network makes no finite numbers are refused; else
   *     they are a failure
   * @param isDeterministic whether what the networks give is to be the same bits in every run
   */
  public Scorer(
      List<? extends Model> networks,
      float byteScale,
      float numberScale,
      Preparation preparation,
      boolean areRefused,
      boolean isDeterministic) {
    this.byteScale = byteScale;
    this.numberScale = numberScale;
    this.preparation = preparation;
    this.areRefused = areRefused;
    this.passes = new NetworkPass[networks.size()];
    try {
      for (int i = 0; i < passes.length; i++) {
        passes[i] = new NetworkPass(networks.get(i), isDeterministic);
      }
    } catch (RuntimeException | Error e) {
      close(); // those that are open
      throw e;
    }
  }

  /** What multiplies the matrices. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (NetworkPass pass : passes) {
      names.add(pass.name());
    }
    return names;
  }

  /**
   * Scores the images of a batch.
   *
   * @return good until the next batch is scored
   * @throws WeightsException where a network gives an image no finite numbers, and they are not
   *     refused
   */
  public ScoredBatch score(ImageBatch batch) {
    preparation.apply(batch);
    for (NetworkPass pass : passes) {
      pass.run(batch, byteScale, numberScale);
    }
    if (areRefused) {
      refuseOthers(batch);
    } else {
      requireFinite(batch);
    }
    List<NetworkOutputs> results = new ArrayList<>(passes.length);
    for (NetworkPass pass : passes) {
      results.add(pass.result(batch.images()));
    }
    return new ScoredBatch(batch, results);
  }

  private void requireFinite(ImageBatch batch) {
    for (int image = 0; image < batch.images(); image++) {
      if (!isFinite(image)) {
        int record = batch.recordOf(image);
        throw new WeightsException(
            "Corrupt: the network's output for %s: expected finite numbers, found others; check that the weights belong to these images%s"
                .formatted(
                    batch.name(record), batch.file(record) == null ? "" : ", and --normalize"));
      }
    }
  }

  /** From the last, as those behind move up. */
  private void refuseOthers(ImageBatch batch) {
    for (int image = batch.images() - 1; image >= 0; image--) {
      if (!isFinite(image)) {
        for (NetworkPass pass : passes) {
          pass.remove(image, batch.images());
        }
        batch.refuse(image, NOT_FINITE);
      }
    }
  }

  private boolean isFinite(int image) {
    for (NetworkPass pass : passes) {
      if (!pass.isFinite(image)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    for (NetworkPass pass : passes) {
      if (pass != null) {
        pass.close();
      }
    }
  }
}
