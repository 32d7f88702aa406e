package forwardpass.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import forwardpass.error.WeightsException;
import forwardpass.model.LoadedModel;
import forwardpass.nn.Activation;
import forwardpass.nn.Activations;
import forwardpass.nn.Network;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that {@code make_keras.py} wrote with h5py: one network as Keras saves it. */
class KerasFormsTest {
  private static final Activations TANH = Activations.of(Activation.TANH, Activation.SOFTMAX);

  private static final Pattern MESSAGE =
      Pattern.compile(
          "(Truncated|Corrupt|Unsupported): weights(, \\P{Cntrl}+)?: \\P{Cntrl}+; \\P{Cntrl}+");

  private static LoadedModel<Network> read(byte[] file, Activations activations) {
    return NetworkReader.read(
        new ByteArrayInputStream(file), WeightsFixtures.FILE, Optional.empty(), activations);
  }

  private static byte[] form(String name) {
    return WeightsFixtures.bytes("keras/" + name);
  }

  /** The same network in a pickle. */
  private static final String NETWORK =
      read(WeightsFixtures.bytes("forms/list_4.pkl"), TANH).model().sha256();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.h5",
        "latest.h5",
        "gzip.h5",
        "old.h5",
        "functional.h5",
        "model.keras",
        "functional.keras"
      })
  void wholeModelsSayTheirLayersThemselves(String form) {
    LoadedModel<Network> loaded = read(form(form), Activations.NOT_GIVEN);

    assertEquals("3-5(tanh)-2(softmax)", loaded.model().toString());
    assertEquals(NETWORK, loaded.model().sha256());
    assertTrue(loaded.hasOwnActivations());
    assertEquals(List.of(), loaded.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "parts.weights.h5",
        "named.weights.h5",
        "traced.weights.h5",
        "traced2.weights.h5",
        "halves.weights.h5"
      })
  void weightsAloneTakeTheActivationsThatAreGiven(String form) {
    LoadedModel<Network> loaded = read(form(form), TANH);

    assertEquals("3-5(tanh)-2(softmax)", loaded.model().toString());
    assertEquals(NETWORK, loaded.model().sha256());
  }

  @Test
  void whatIsTakenOfWeightsAloneIsSaid() {
    assertEquals(
        List.of(
            "Weights: names of Keras; taken for hidden layers: sigmoid (--activation decides), for the output: softmax (--output-activation)",
            "Weights: left out, as no layer has such: optimizer"),
        read(form("traced.weights.h5"), Activations.NOT_GIVEN).notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link.weights.h5|Unsupported: weights, byte 0: expected arrays in the file itself, found a link to another file at layers/dense/vars/0; load the model with keras.saving.load_model and save it again with model.save",
        "external.weights.h5|Unsupported: weights, layers/dense/vars, byte 0: expected HDF5 as Keras writes it, found Encountered External Data Files Message, this is not support...; load the model with keras.saving.load_model and save it again with model.save",
        "empty.weights.h5|Corrupt: weights, layers/dense/vars/0, byte 3896: expected the values of an array, found an array of which none was written; copy the file again, or save it again",
        "holes.weights.h5|Corrupt: weights, layers/dense/vars/0, byte 0: expected valid HDF5, found another file: No chunk with offset [2, 0] in dataset: /layers/dense/vars/0; copy the file again, or save it again",
        "circle.weights.h5|Unsupported: weights, layers/dense, byte 1776: expected dense layers one after the other, found a layer of layers, with again; export the model to ONNX, with model.export(FILE, format='onnx') or tf2onnx",
        "arrays.h5|Unsupported: weights, byte 0: expected layers of Keras (layer_names, or layers/dense/vars), found HDF5 with W1; save the arrays of the network with numpy.savez or pickle.dump"
      })
  void othersAreRefused(String form, String message) {
    assertEquals(message, WeightsFixtures.refusal(form(form)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.h5", "latest.h5", "traced.weights.h5", "model.keras"})
  void everyPrefixIsTruncated(String form) {
    byte[] whole = form(form);
    for (int length = WeightsFormat.HEAD_BYTES; length < whole.length; length += 13) {
      String message = WeightsFixtures.refusal(Arrays.copyOf(whole, length));
      assertTrue(MESSAGE.matcher(message).matches(), message);
      assertTrue(message.startsWith("Truncated: "), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"model.h5", "latest.h5", "gzip.h5", "traced.weights.h5", "functional.keras"})
  void everyMutationIsReadOrRefused(String form) {
    byte[] whole = form(form);
    Random random = new Random(form.hashCode());
    for (int i = 0; i < 300; i++) {
      byte[] mutated = Mutation.of(whole, random);
      try {
        read(mutated, Activations.NOT_GIVEN);
      } catch (WeightsException e) {
        assertTrue(MESSAGE.matcher(e.getMessage()).matches(), e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of " + form, e);
      }
    }
  }

  @Test
  void theStreamStaysOpen() {
    ByteArrayInputStream in =
        new ByteArrayInputStream(form("model.h5")) {
          @Override
          public void close() {
            fail("closed");
          }
        };

    assertEquals(WeightsFormat.HDF5, StoredWeights.read(in, WeightsFixtures.FILE).format());
  }

  @Test
  void branchesAreRefused() {
    String message =
        assertThrows(
                WeightsException.class,
                () -> read(form("branch.weights.h5"), Activations.NOT_GIVEN))
            .getMessage();

    assertEquals(
        "Unsupported: weights: expected dense layers each of which takes what the one before gives, found dense, dense_1, whose shapes do not fit so; export the model to ONNX",
        message);
  }
}
