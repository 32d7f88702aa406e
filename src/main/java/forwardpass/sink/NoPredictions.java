package forwardpass.sink;

import forwardpass.tasks.JobFailure;

/** Computes all predictions and forgets them. */
record NoPredictions() implements PredictionSink {
  @Override
  public void write(SinkRows scored, Completion completion) {
    try {
      scored.table().write().format("noop").mode("overwrite").save();
    } catch (Exception e) {
      JobFailure.of(e, scored.table().sparkSession().sparkContext())
          .ifPresent(
              failure -> {
                throw failure;
              });
      throw e;
    }
  }
}
