package forwardpass.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.blas.Gemm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that fit one another. */
class NetworkTest {
  private static Dense dense(int inputs, int outputs, Activation activation) {
    return new Dense(
        new Tensor(List.of(inputs, outputs), new float[inputs * outputs]),
        new Tensor(List.of(outputs), new float[outputs]),
        activation);
  }

  private static Dense dense(int inputs, int outputs) {
    return dense(inputs, outputs, Activation.SIGMOID);
  }

  private static String refusal(Dense... layers) {
    return assertThrows(IllegalArgumentException.class, () -> new Network(List.of(layers)))
        .getMessage();
  }

  @Test
  void bookNetworkSaysItsWidthsAndActivations() {
    Network network =
        new Network(List.of(dense(784, 50), dense(50, 100), dense(100, 10, Activation.SOFTMAX)));

    assertEquals("784-50(sigmoid)-100(sigmoid)-10(softmax)", network.toString());
    assertEquals(784, network.inputs());
    assertEquals(10, network.outputs());
    assertEquals(10, network.classes());
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "3, 3", "10, 10"})
  void networkTellsApartAClassForEachOutputAndAtLeastTwo(int outputs, int classes) {
    assertEquals(classes, new Network(List.of(dense(4, outputs))).classes());
  }

  @Test
  void networkWithoutLayersIsRefused() {
    assertEquals("expected at least one layer, found none", refusal());
  }

  @Test
  void layersThatDoNotFitAreRefused() {
    assertEquals(
        "layer 1 gives 50 values and layer 2 takes 51", refusal(dense(784, 50), dense(51, 10)));
    assertEquals(
        "layer 2 gives 3 values and layer 3 takes 2",
        refusal(dense(1, 2), dense(2, 3), dense(2, 3), dense(4, 3)));
  }

  @Test
  void layersKeepTheirOrder() {
    List<Dense> layers = List.of(dense(2, 2), dense(2, 2), dense(2, 2));

    assertEquals(layers, new Network(layers).layers());
  }

  @Test
  void layersCannotBeChangedFromOutside() {
    List<Dense> layers = new ArrayList<>(List.of(dense(2, 3)));
    Network network = new Network(layers);

    layers.set(0, dense(7, 8));

    assertEquals("2-3(sigmoid)", network.toString());
    assertThrows(UnsupportedOperationException.class, () -> network.layers().clear());
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void serialisedNetworkGivesTheSame(Activation activation)
      throws IOException, ClassNotFoundException {
    Network network = RandomNetworks.of(3, activation, Activation.SOFTMAX).network();
    float[] images = RandomNetworks.sixteenths(new Random(4), 6 * network.inputs());

    Network copy = copied(network);

    assertEquals(network.toString(), copy.toString());
    assertArrayEquals(
        new ForwardPass(network, Gemm.java()).run(images, 6, 1),
        new ForwardPass(copy, Gemm.java()).run(images, 6, 1));
  }

  private static Network copied(Network network) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(network);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Network) in.readObject();
    }
  }
}
