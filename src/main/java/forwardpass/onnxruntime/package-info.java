/**
 * Any graph in ONNX that takes an image and gives scores, run by ONNX Runtime. A JVM has one
 * session of ONNX Runtime for a graph, which its tasks share; what belongs to a task is its
 * buffers.
 */
package forwardpass.onnxruntime;
