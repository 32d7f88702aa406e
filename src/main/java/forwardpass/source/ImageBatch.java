package forwardpass.source;

import java.io.Serializable;

/**
 * Images packed one after the other, as the data source gives them for each batch: to be used
 * before the next batch is asked for, which may overwrite them.
 *
 * <p>A bean, because that is what Spark's encoders take.
 */
public final class ImageBatch implements Serializable {
  private static final long serialVersionUID = 1;

  private String file;
  private long index;
  private int count;
  private Pixels images;
  private float[] features;
  private int[] labels;

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

  /** How many images these are. */
  public int getCount() {
    return count;
  }

  public void setCount(int count) {
    this.count = count;
  }

  /** [count, image size] unsigned bytes; null where the file has numbers of another type. */
  public Pixels getImages() {
    return images;
  }

  public void setImages(Pixels images) {
    this.images = images;
  }

  /** [count, image size] numbers; null where the file has unsigned bytes. */
  public float[] getFeatures() {
    return features;
  }

  public void setFeatures(float[] features) {
    this.features = features;
  }

  /**
   * [count] classes, -1 where an image has none, or labels as the file has them; null where there
   * are none.
   */
  public int[] getLabels() {
    return labels;
  }

  public void setLabels(int[] labels) {
    this.labels = labels;
  }
}
