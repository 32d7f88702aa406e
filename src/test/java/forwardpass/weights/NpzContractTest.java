package forwardpass.weights;

class NpzContractTest extends WeightsReaderContract {
  NpzContractTest() {
    super(
        WeightsFormat.NPZ,
        "network.npz",
        "network_compressed.npz",
        "network_version2.npz",
        "network_version3.npz",
        "network_bigendian.npz",
        "network_float64_fortran.npz");
  }
}
