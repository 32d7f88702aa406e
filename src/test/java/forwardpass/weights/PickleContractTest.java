package forwardpass.weights;

class PickleContractTest extends WeightsReaderContract {
  PickleContractTest() {
    super(WeightsFormat.PICKLE, "network.pkl");
  }
}
