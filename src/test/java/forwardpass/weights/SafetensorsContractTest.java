package forwardpass.weights;

class SafetensorsContractTest extends WeightsReaderContract {
  SafetensorsContractTest() {
    super(WeightsFormat.SAFETENSORS, "network.safetensors", "network_float64.safetensors");
  }
}
