package forwardpass.networks;

import forwardpass.nn.Activation;
import forwardpass.nn.Dense;
import forwardpass.nn.Tensor;
import java.io.Serializable;
import java.util.List;

/**
 * A layer as the stage of Spark ML saves it: a row of a Parquet file.
 *
 * <p>A bean, because that is what Spark's encoders take.
 */
public final class SavedLayer implements Serializable {
  private static final long serialVersionUID = 1;

  private int number;
  private int inputs;
  private int outputs;
  private float[] weights;
  private float[] bias;
  private String activation;

  static SavedLayer of(int number, Dense layer) {
    SavedLayer saved = new SavedLayer();
    saved.number = number;
    saved.inputs = layer.inputs();
    saved.outputs = layer.outputs();
    saved.weights = layer.weights().values();
    saved.bias = layer.bias().values();
    saved.activation = layer.activation().name();
    return saved;
  }

  Dense toDense() {
    return new Dense(
        new Tensor(List.of(inputs, outputs), weights),
        new Tensor(List.of(outputs), bias),
        Activation.valueOf(activation));
  }

  /** Its place in the network, from 0. */
  public int getNumber() {
    return number;
  }

  public void setNumber(int number) {
    this.number = number;
  }

  public int getInputs() {
    return inputs;
  }

  public void setInputs(int inputs) {
    this.inputs = inputs;
  }

  public int getOutputs() {
    return outputs;
  }

  public void setOutputs(int outputs) {
    this.outputs = outputs;
  }

  /** [inputs, outputs], row by row. */
  public float[] getWeights() {
    return weights;
  }

  public void setWeights(float[] weights) {
    this.weights = weights;
  }

  /** [outputs]. */
  public float[] getBias() {
    return bias;
  }

  public void setBias(float[] bias) {
    this.bias = bias;
  }

  /** The name of an {@link Activation}. */
  public String getActivation() {
    return activation;
  }

  public void setActivation(String activation) {
    this.activation = activation;
  }
}
