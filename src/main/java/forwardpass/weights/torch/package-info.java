/**
 * The files of PyTorch's {@code torch.save}: the zip that it writes today, and the older stream.
 */
package forwardpass.weights.torch;
