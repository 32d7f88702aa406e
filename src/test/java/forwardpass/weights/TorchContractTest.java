package forwardpass.weights;

class TorchContractTest extends WeightsReaderContract {
  TorchContractTest() {
    super(
        WeightsFormat.TORCH,
        "network.pt",
        "network_first.pt",
        "network_bigendian.pt",
        "network_legacy.pt");
  }
}
