package forwardpass.scoring;

import java.io.Serializable;

/**
 * What the network says of one {@link forwardpass.source.ImageBatch}.
 *
 * <p>A bean, because that is what Spark's encoders take; an array of one is never null, because
 * they do not take that.
 */
public final class ScoredBatch implements Serializable {
  private static final long serialVersionUID = 1;

  private String file;
  private long index;
  private int[] labels = {};
  private int[] predictions;
  private float[] probability;
  private float[] probabilities = {};

  /** The file that the images are from. */
  public String getFile() {
    return file;
  }

  public void setFile(String file) {
    this.file = file;
  }

  /** The position of the first image in its file, from 0. */
  public long getIndex() {
    return index;
  }

  public void setIndex(long index) {
    this.index = index;
  }

  /** [count] labels, -1 for images of classes that have none; empty where there are none. */
  public int[] getLabels() {
    return labels;
  }

  public void setLabels(int[] labels) {
    this.labels = labels;
  }

  /** [count] classes, as labels name them. */
  public int[] getPredictions() {
    return predictions;
  }

  public void setPredictions(int[] predictions) {
    this.predictions = predictions;
  }

  /**
   * [count] the network's output for the class that it predicts; its one output where that is a
   * number and no class.
   */
  public float[] getProbability() {
    return probability;
  }

  public void setProbability(float[] probability) {
    this.probability = probability;
  }

  /** [count, outputs] all that the network gives; empty unless it was asked for. */
  public float[] getProbabilities() {
    return probabilities;
  }

  public void setProbabilities(float[] probabilities) {
    this.probabilities = probabilities;
  }
}
