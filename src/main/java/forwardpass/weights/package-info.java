/**
 * The readers of weights files, each giving the named tensors that a file holds. Nothing here knows
 * of Spark, and nothing in a file is trusted: what is not exactly weights is refused.
 */
package forwardpass.weights;
