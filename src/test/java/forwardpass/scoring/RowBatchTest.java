package forwardpass.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.source.features.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBatchTest {
  private static final RowScorer SCORER =
      new RowScorer(
          null, null, null, null, 0, 1, null, false, 3, RecordMode.PERMISSIVE, false, false);
  private static final Network NETWORK =
      new Network(
          List.of(
              new Dense(
                  new Tensor(List.of(1, 2), new float[2]),
                  new Tensor(List.of(2), new float[2]),
                  Activation.SOFTMAX)));

  private static RowBatch.Member row(String reason) {
    Refusal refusal = reason == null ? null : new Refusal("Corrupt", reason, "");
    return new RowBatch.Member(null, "file", 0L, null, refusal);
  }

  /** Else a partition of nothing but bad records would be held in memory as one batch. */
  @Test
  void recordsThatAreRefusedButKeptFillABatchToo() {
    RowBatch batch = new RowBatch(SCORER, NETWORK);

    batch.keep(row("bad"));
    batch.keep(row(null));
    assertFalse(batch.isFull());
    batch.keep(row("bad"));

    assertTrue(batch.isFull());
    assertEquals(1, batch.count());
    batch.clear();
    assertFalse(batch.isFull());
    assertEquals(0, batch.count());
  }
}
