/**
 * Dense neural networks and their forward pass, on float32 and through BLAS. Nothing here knows of
 * files or of Spark.
 */
package forwardpass.nn;
