package forwardpass.weights.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import forwardpass.weights.WeightsFixtures;
import forwardpass.weights.npy.NpzAssembler;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zips of torch.save with one tensor, right and wrong. */
class TensorDamageTest {
  private static final String PLACE = "weights, entry m/data.pkl, byte ";

  private static PickleAssembler storage(PickleAssembler pickle, String type, int count) {
    return pickle
        .mark()
        .binunicode("storage")
        .global("torch", type)
        .binunicode("0")
        .binunicode("cpu")
        .binint(count)
        .tuple()
        .raw("Q");
  }

  /** A dict of one tensor "w"; the offset, the size and the stride are of the caller. */
  private static PickleAssembler tensor(
      String type, int count, int offset, int[] size, int[] stride) {
    PickleAssembler pickle = new PickleAssembler().proto(2).emptyDict().binunicode("w");
    add(pickle, type, count, offset, size, stride);
    return pickle.setitem();
  }

  private static void add(
      PickleAssembler pickle, String type, int count, int offset, int[] size, int[] stride) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    storage(pickle, type, count).binint(offset).shape(size).shape(stride).newfalse();
    pickle.global("collections", "OrderedDict").emptyTuple().reduce().tuple().reduce();
  }

  private static byte[] zip(PickleAssembler pickle, byte[] data) {
    return new NpzAssembler().entry("m/data.pkl", pickle.stop()).entry("m/data/0", data).end();
  }

  private static int[] ints(String text) {
    return text.isEmpty()
        ? new int[0]
        : java.util.Arrays.stream(text.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** The message without the place in the pickle. */
  private static String refusal(byte[] zip) {
    return WeightsFixtures.refusal(zip).replaceFirst("entry m/data.pkl, byte [0-9]+", "PICKLE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|2 2|2 1|1 2 3 4",
        "0|2 2|1 2|1 3 2 4",
        "1|3|2|2 4 6",
        "2|2 2|1 2|3 5 4 6",
        "5|1 1|100 7|6",
        "0|2 3|0 1|1 2 3 1 2 3",
        "5|''|''|6"
      })
  void stridesWithinTheStorageAreRead(int offset, String size, String stride, String expected) {
    PickleAssembler pickle = tensor("FloatStorage", 6, offset, ints(size), ints(stride));
    byte[] data = PickleAssembler.littleEndian(1, 2, 3, 4, 5, 6);

    float[] values = WeightsFixtures.read(zip(pickle, data)).floats().get("w").values();

    float[] wanted = new float[ints(expected).length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = ints(expected)[i];
    }
    assertArrayEquals(wanted, values);
  }

  @Test
  void aTensorOfNothingIsReadWhereverItIs() {
    PickleAssembler pickle = tensor("FloatStorage", 0, 0, new int[] {0, 3}, new int[] {3, 1});
    assertEquals(
        0, WeightsFixtures.read(zip(pickle, new byte[0])).floats().get("w").values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|7|1|[7], strides [1] from value 0 on",
        "1|6|1|[6], strides [1] from value 1 on",
        "7|1|1|[1], strides [1] from value 7 on",
        "6|1|1|[1], strides [1] from value 6 on",
        "-1|2|1|[2], strides [1] from value -1 on",
        "0|2 3|4 1|[2, 3], strides [4, 1] from value 0 on",
        "0|2 2|2147483647 2147483647|[2, 2], strides [2147483647, 2147483647] from value 0 on",
        "7|0|1|[0], strides [1] from value 7 on"
      })
  void aTensorThatEndsPastItsStorageIsCorrupt(
      int offset, String size, String stride, String found) {
    PickleAssembler pickle = tensor("FloatStorage", 6, offset, ints(size), ints(stride));
    assertEquals(
        "Corrupt: weights, PICKLE: expected a tensor within its storage of 6 values, found shape "
            + found
            + "; copy the file again, or save it again",
        refusal(zip(pickle, new byte[24])));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|-1|expected a number of at least 0, below 2^31, as item 0 of the stride of a tensor, found the int -1",
        "-2|1|expected a number of at least 0, below 2^31, as item 0 of the size of a tensor, found the int -2",
        "2 3|1|expected a stride for each of the dimensions of [2, 3], found 1 strides"
      })
  void sizesAndStridesAreNumbersAsManyAsDimensions(String size, String stride, String fact) {
    PickleAssembler pickle = tensor("FloatStorage", 6, 0, ints(size), ints(stride));
    assertEquals(
        "Corrupt: weights, PICKLE: " + fact + "; copy the file again, or save it again",
        refusal(zip(pickle, new byte[24])));
  }

  @Test
  void anExpandedTensorCannotFillTheMemory() {
    PickleAssembler pickle =
        tensor("FloatStorage", 6, 0, new int[] {1 << 15, 1 << 15}, new int[] {0, 0});
    assertEquals(
        "Unsupported: weights, PICKLE: expected at most 4 times as many values in tensors as their storage has, found more, as of tensors that are expanded; save clones of the tensors with torch.save",
        refusal(zip(pickle, new byte[24])));
  }

  @Test
  void tensorsMayShareTheirStorageAndBeTheSame() {
    PickleAssembler pickle = new PickleAssembler().proto(2).emptyDict().mark();
    for (int i = 0; i < 20; i++) {
      add(pickle.binunicode("w" + i), "FloatStorage", 2, 0, new int[] {2}, new int[] {1});
    }
    byte[] data = PickleAssembler.littleEndian(1, 2);

    Map<String, forwardpass.nn.Tensor> tensors =
        WeightsFixtures.read(zip(pickle.setitems(), data)).floats();

    assertEquals(20, tensors.size());
    assertArrayEquals(new float[] {1, 2}, tensors.get("w19").values());
  }

  @Test
  void oneStorageHasOneLength() {
    PickleAssembler pickle = new PickleAssembler().proto(2).emptyDict().mark();
    add(pickle.binunicode("a"), "FloatStorage", 2, 0, new int[] {2}, new int[] {1});
    add(pickle.binunicode("b"), "FloatStorage", 3, 0, new int[] {2}, new int[] {1});
    assertEquals(
        "Corrupt: weights, PICKLE: expected one type and length of the storage '0', found two; copy the file again, or save it again",
        refusal(zip(pickle.setitems(), new byte[8])));
  }

  @ParameterizedTest
  @CsvSource({"20, Truncated", "25, Corrupt"})
  void theEntryOfAStorageIsAsLongAsThePickleSays(int length, String kind) {
    PickleAssembler pickle = tensor("FloatStorage", 6, 0, new int[] {6}, new int[] {1});
    assertEquals(
        kind
            + ": weights, entry m/data/0, byte 0: expected 24 bytes, of 6 values, found "
            + length
            + "; copy the file again, or save it again",
        WeightsFixtures.refusal(zip(pickle, new byte[length])));
  }

  @Test
  void aStorageThatIsNotThereIsTruncated() {
    PickleAssembler pickle = tensor("FloatStorage", 6, 0, new int[] {6}, new int[] {1});
    byte[] zip = new NpzAssembler().entry("m/data.pkl", pickle.stop()).end();
    assertEquals(
        "Truncated: weights, byte 0: expected an entry m/data/0, found none; copy the file again, or save it again",
        WeightsFixtures.refusal(zip));
  }

  @Test
  void tensorsOfWholeNumbersAreNoWeights() {
    PickleAssembler pickle = tensor("LongStorage", 2, 0, new int[] {2}, new int[] {1});
    assertEquals(
        "Unsupported: weights, PICKLE: expected an array of float16, float32 or float64 as 'w', found dtype torch.int64 of shape [2]; save the tensors alone, with torch.save(model.state_dict(), FILE)",
        refusal(zip(pickle, new byte[16])));
  }

  @Test
  void aNumberThatIsNotFiniteIsNamed() {
    PickleAssembler pickle = tensor("FloatStorage", 2, 0, new int[] {2}, new int[] {1});
    assertEquals(
        "Corrupt: weights, PICKLE: expected finite float32 values, found NaN at w[1]; replace it, or train the network again",
        refusal(zip(pickle, PickleAssembler.littleEndian(1, Float.NaN))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch.nn.modules.linear|Linear|expected tensors of PyTorch and nothing else, found a whole module of PyTorch, or a part of one (torch.nn.modules.linear.Linear); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "__main__|Net|expected tensors of PyTorch and nothing else, found an object of a class (__main__.Net); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "torch._utils|_rebuild_qtensor|expected tensors of PyTorch and nothing else, found what no plain tensor needs (torch._utils._rebuild_qtensor); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "torch|QInt8Storage|expected tensors of PyTorch and nothing else, found what no plain tensor needs (torch.QInt8Storage); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "torch|load|expected tensors of PyTorch and nothing else, found what no plain tensor needs (torch.load); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "datetime|datetime|expected tensors of PyTorch and nothing else, found a time (datetime.datetime); save the tensors alone, with torch.save(model.state_dict(), FILE)",
        "os|system|the pickle calls os.system; a file of PyTorch may call only what tensors need; do not trust this file",
        "builtins|eval|the pickle calls builtins.eval; a file of PyTorch may call only what tensors need; do not trust this file",
        "torch_utils|_rebuild_tensor_v2|the pickle calls torch_utils._rebuild_tensor_v2; a file of PyTorch may call only what tensors need; do not trust this file"
      })
  void anyOtherGlobalIsRefusedByName(String module, String name, String fact) {
    PickleAssembler pickle = new PickleAssembler().proto(2).global(module, name);
    String kind = "Unsupported: ";
    assertEquals(kind + PLACE + "2: " + fact, WeightsFixtures.refusal(zip(pickle, new byte[0])));
  }

  @Test
  void theGlobalsOfTensorsAreNotThoseOfPickles() {
    assertEquals(
        "Unsupported: weights.pkl, byte 2: expected NumPy arrays, found tensors or modules of PyTorch (torch.FloatStorage); save model.state_dict() with torch.save, or export the model to ONNX",
        PickleFixtures.refusal(new PickleAssembler().proto(2).global("torch", "FloatStorage")));
  }

  @Test
  void theNameOfAFunctionIsNoTensor() {
    PickleAssembler pickle =
        new PickleAssembler().proto(2).global("torch._utils", "_rebuild_tensor_v2");
    assertEquals(
        "Unsupported: weights, PICKLE: expected a dict or a list of tensors, found the function torch._utils._rebuild_tensor_v2; save the tensors alone, with torch.save(model.state_dict(), FILE)",
        refusal(zip(pickle, new byte[0])));
  }
}
