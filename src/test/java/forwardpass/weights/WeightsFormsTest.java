package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import forwardpass.error.WeightsException;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Dense;
import forwardpass.nn.Network;
import forwardpass.nn.Tensor;
import forwardpass.weights.data.StoredArrays;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that {@code make_forms.py} wrote with NumPy: one network as people save it. */
class WeightsFormsTest {
  private static final String SIGMOID =
      "taken for hidden layers: sigmoid (--activation decides), for the output: softmax (--output-activation)";

  private static float[] values(int count, float step, float first) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * step + first;
    }
    return values;
  }

  private static Tensor tensor(float[] values, Integer... shape) {
    return new Tensor(List.of(shape), values);
  }

  private static final Tensor W1 = tensor(values(15, 0.125f, -1), 3, 5);
  private static final Tensor W2 = tensor(values(10, 0.125f, -0.5f), 5, 2);

  private static Network network(Tensor firstBias, Tensor secondBias) {
    return new Network(
        List.of(
            new Dense(W1, firstBias, Activation.SIGMOID),
            new Dense(W2, secondBias, Activation.SOFTMAX)));
  }

  private static final Network NETWORK =
      network(tensor(values(5, 0.125f, 0), 5), tensor(values(2, 0.25f, 0), 2));
  private static final Network WITHOUT_BIASES =
      network(tensor(new float[5], 5), tensor(new float[2], 2));

  private static LoadedModel<Network> read(String form, Activations activations) {
    return read(WeightsFixtures.bytes("forms/" + form), activations);
  }

  private static LoadedModel<Network> read(byte[] file, Activations activations) {
    try (InputStream in = WeightsStream.open(new ByteArrayInputStream(file), "w")) {
      return NetworkReader.read(in, "w", Optional.empty(), activations);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static LoadedModel<Network> read(String form) {
    return read(form, Activations.NOT_GIVEN);
  }

  private static String refusal(String form) {
    return assertThrows(WeightsException.class, () -> read(form)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ordered_0.pkl",
        "ordered_1.pkl",
        "ordered_2.pkl",
        "ordered_3.pkl",
        "ordered_4.pkl",
        "ordered_5.pkl",
        "ordered_python2.pkl",
        "ordered_with_metadata.pkl",
        "list_0.pkl",
        "list_1.pkl",
        "list_2.pkl",
        "list_3.pkl",
        "list_4.pkl",
        "list_5.pkl",
        "tuple.pkl",
        "list_of_pairs.pkl",
        "list_turned.pkl",
        "list_weights_first.pkl",
        "lists.pkl",
        "dict_of_lists.pkl",
        "scikit_learn.pkl",
        "columns.pkl",
        "rows.pkl",
        "half.pkl",
        "half_bigendian.pkl",
        "keras2.pkl",
        "keras2_prefix.pkl",
        "flax.pkl",
        "other_order.pkl",
        "checkpoint.pkl",
        "with_numbers.pkl",
        "list.npz",
        "weights_first.npz",
        "with_numbers.npz",
        "book.pkl.gz",
        "called_pkl",
        "members.gz",
        "list.npz.gz"
      })
  void everyFormIsReadAsTheSameNetwork(String form) {
    assertEquals(NETWORK.sha256(), read(form).model().sha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"book_no_bias.pkl", "own_network.pkl", "matrices.pkl", "list_no_bias.pkl"})
  void layersWithoutABiasHaveOneOfZeros(String form) {
    assertEquals(WITHOUT_BIASES.sha256(), read(form).model().sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ordered_4.pkl|Weights: names of PyTorch; " + SIGMOID,
        "keras2.pkl|Weights: names of Keras; " + SIGMOID,
        "other_order.pkl|Weights: names of PyTorch; layers in the only order that fits, hidden, classes; "
            + SIGMOID,
        "list_4.pkl|Weights: a list of 4 arrays; matrices taken as [inputs, outputs]; " + SIGMOID,
        "list_turned.pkl|Weights: a list of 4 arrays; matrices taken as [outputs, inputs]; "
            + SIGMOID,
        "book_no_bias.pkl|Weights: the names of the book; no bias, which is one of zeros, in W1, W2",
        "own_network.pkl|Weights: the names of Make Your Own Neural Network; no bias, which is one of zeros, in wih, who; "
            + SIGMOID,
        "matrices.pkl|Weights: matrices alone, in the order first, second; matrices taken as [inputs, outputs]; no bias, which is one of zeros, in first, second; "
            + SIGMOID,
        "with_numbers.npz|Weights: left out, as no layer has such: epoch, names, lr",
        "with_numbers.pkl|Weights: left out, as no layer has such: epoch, lr, loss, step, scale, note, sizes, names, done, none",
        "checkpoint.pkl|Weights: names of PyTorch; "
            + SIGMOID
            + "#Weights: left out, as no layer has such: epoch, lr"
      })
  void whatWasTakenIsSaid(String form, String notes) {
    assertEquals(Arrays.asList(notes.split("#")), read(form).notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns.pkl", "half.pkl", "book.pkl.gz"})
  void ofTheBooksOwnFormThereIsNothingToSay(String form) {
    assertEquals(List.of(), read(form).notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images.pkl|Unsupported: w, byte 325: expected the weights of a network, found a data set of images and labels (train_img, dtype 'u1' (uint8) of shape [3, 4]); give --weights the file of a network, and images to --images",
        "images.npz|Unsupported: w, entry x_train.npy, byte 10: expected the weights of a network, found a data set of images and labels (x_train, dtype 'u1' (uint8)); give --weights the file of a network, and images to --images",
        "images_in_tuples.pkl|Unsupported: w, byte 726: expected the weights of a network, found a data set of images and labels (images, then labels, dtype 'i8' (int64) of shape [3]); give --weights the file of a network, and images to --images"
      })
  void imagesAreNamedAsSuch(String form, String message) {
    assertEquals(message, refusal(form));
  }

  @Test
  void aGzipBombIsLeftWhereItInflatesTooFar() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[] {(byte) 0x80, 4, (byte) 0x8e, 0, 0, 0, 0, 1, 0, 0, 0}); // 4 GiB of bytes
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        out.write(zeros);
      }
    }
    String message =
        assertThrows(WeightsException.class, () -> read(bomb.toByteArray(), Activations.NOT_GIVEN))
            .getMessage();
    assertEquals(
        "expected at most 10 times the compressed bytes, as weights have, found more; check that these are weights, and decompress the file with gunzip",
        message.replaceFirst("^Unsupported: w, gzip, byte [0-9]+: ", ""));
  }

  @Test
  void gzipThatIsCutIsNamed() {
    byte[] whole = WeightsFixtures.bytes("forms/book.pkl.gz");
    String message =
        assertThrows(
                WeightsException.class,
                () -> read(Arrays.copyOf(whole, whole.length - 30), Activations.NOT_GIVEN))
            .getMessage();
    assertEquals(
        "expected more compressed data, found the end of the file; copy the file again",
        message.replaceFirst("^Truncated: w, gzip, after [0-9]+ decompressed bytes: ", ""));
  }

  private static Map<String, Tensor> layers(Map<String, int[]> shapes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) ->
            tensors.put(name, tensor(new float[shape[0] * shape[1]], shape[0], shape[1])));
    return tensors;
  }

  private static StoredWeights squares(WeightsFormat format, String... names) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (String name : names) {
      shapes.put(name + ".weight", new int[] {4, 4});
    }
    StoredWeights pickled = WeightsFixtures.stored(layers(shapes));
    return new StoredWeights(format, new StoredArrays(pickled.tensors(), List.of()));
  }

  private static String orderRefusal(StoredWeights weights) {
    return assertThrows(
            WeightsException.class,
            () -> NetworkReader.assemble(weights, "w", Optional.empty(), Activations.NOT_GIVEN))
        .getMessage();
  }

  @Test
  void twoOrdersThatFitAreAskedAbout() {
    String advice =
        "; number the names (W1, b1, W2, b2 and so on), or pickle the arrays as a list: weights, bias, weights, bias";
    assertEquals(
        "Unsupported: w: expected layers in one order, found two that fit: layer_one, layer_three, layer_two by their names, and layer_one, layer_two, layer_three in the file"
            + advice,
        orderRefusal(squares(WeightsFormat.PICKLE, "layer_one", "layer_two", "layer_three")));
    // Safetensors are sorted by whoever writes them.
    assertEquals(
        "Unsupported: w: expected layers in one order, found two that fit: layer_one, layer_three, layer_two, and layer_one, layer_two, layer_three"
            + advice,
        orderRefusal(squares(WeightsFormat.SAFETENSORS, "layer_one", "layer_three", "layer_two")));
  }

  @Test
  void numbersInNamesDecide() {
    for (WeightsFormat format : List.of(WeightsFormat.PICKLE, WeightsFormat.SAFETENSORS)) {
      LoadedModel<Network> loaded =
          NetworkReader.assemble(
              squares(format, "fc10", "fc2", "fc9"),
              "w",
              Optional.empty(),
              Activations.of(Activation.RELU, Activation.SOFTMAX));
      assertEquals(
          List.of("Weights: names of PyTorch; no bias, which is one of zeros, in fc2, fc9, fc10"),
          loaded.notes());
    }
  }

  @Test
  void matricesThatFitInEitherOrderAreAskedAbout() {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("second", new int[] {5, 3});
    shapes.put("first", new int[] {2, 5});
    assertEquals(
        "Unsupported: w: expected matrices whose names tell the order of the layers, found two that fit: second, first with matrices [outputs, inputs], and first, second with matrices [inputs, outputs]; name them W1, W2 and so on, or give --weights-layout",
        orderRefusal(WeightsFixtures.stored(layers(shapes))));
  }

  @Test
  void squareMatricesOfAListAreTakenAsKerasHasThem() {
    Map<String, Tensor> square = new LinkedHashMap<>();
    square.put("arr_0", tensor(new float[] {1, 2, 3, 4}, 2, 2));
    square.put("arr_1", tensor(new float[2], 2));
    LoadedModel<Network> loaded =
        NetworkReader.assemble(
            WeightsFixtures.stored(square), "w", Optional.empty(), Activations.NOT_GIVEN);
    assertEquals(
        List.of(1f, 2f, 3f, 4f),
        List.of(
            loaded.model().layers().get(0).weights().values()[0],
            loaded.model().layers().get(0).weights().values()[1],
            loaded.model().layers().get(0).weights().values()[2],
            loaded.model().layers().get(0).weights().values()[3]));
    assertEquals(
        List.of(
            "Weights: a list of 2 arrays; matrices taken as [inputs, outputs], as Keras has them (--weights-layout decides)"),
        loaded.notes());
  }

  @Test
  void otherLayersAreNamed() {
    Map<String, Tensor> convolution = new LinkedHashMap<>();
    convolution.put("W1", tensor(new float[30 * 25], 30, 1, 5, 5));
    convolution.put("b1", tensor(new float[30], 30));
    assertEquals(
        "Unsupported: w: expected dense layers, found W1 of shape [30, 1, 5, 5], an array of a convolution; only networks of dense layers are read from arrays: export the model to ONNX",
        orderRefusal(WeightsFixtures.stored(convolution)));
    Map<String, Tensor> normalized = new LinkedHashMap<>();
    normalized.put("W1", tensor(new float[4], 2, 2));
    normalized.put("b1", tensor(new float[2], 2));
    normalized.put("gamma1", tensor(new float[2], 2));
    normalized.put("beta1", tensor(new float[2], 2));
    assertEquals(
        "Unsupported: w: expected dense layers, found gamma1 of shape [2], an array of batch normalization; multiply it into the weights and bias of the layer before it, or export the model to ONNX",
        orderRefusal(WeightsFixtures.stored(normalized)));
  }
}
