/**
 * Networks in ONNX, read without a library: the few messages of it that dense networks need. Each
 * is a class, with the numbers of its fields under the names of onnx.proto.
 */
package forwardpass.onnx;
