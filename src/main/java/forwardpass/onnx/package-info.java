/** Networks in ONNX, read without a library: the few messages of it that dense networks need. */
package forwardpass.onnx;
